import assert from "node:assert/strict";
import { test } from "node:test";
import { orLate } from "../../../../src/ui/tree/orLate.ts";

void test("what fails late is said to be there, so that whoever asks again sees why", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const late = Promise.withResolvers<undefined>();
  const { promise, reject } = Promise.withResolvers<string>();
  const shown = orLate(promise, () => late.resolve(undefined));
  t.mock.timers.tick(1_000);
  assert.equal(await shown, undefined);
  reject(new Error("no"));
  await late.promise;
  await assert.rejects(
    orLate(promise, () => undefined),
    /no/,
  );
});
