import assert from "node:assert/strict";
import { test } from "node:test";
import { Turns } from "../../../src/core/slices.ts";
import { countTurns } from "../../support/countTurns.ts";

void test("pieces of work that come all at once are done in their order, with turns of the event loop in between", async (t) => {
  const turns = countTurns(t);
  const queue = new Turns();
  const order: number[] = [];
  const results = Array.from({ length: 1000 }, (_, index) => queue.do(() => order.push(index)));
  assert.equal(results[0], 1, "the first is done at once");
  assert.deepEqual(
    await Promise.all(results.map((each) => Promise.resolve(each))),
    Array.from({ length: 1000 }, (_, index) => index + 1),
  );
  assert.deepEqual(order, [...order.keys()]);
  assert.ok(turns() > 50, String(turns()));

  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(
    queue.do(() => "again"),
    "again",
  );
});

void test("work that fails says so, and is not in the way of what comes after", async (t) => {
  countTurns(t);
  const queue = new Turns();
  for (let index = 0; index < 10; index++) void queue.do(() => index);
  const failing = queue.do((): string => {
    throw new Error("no");
  });
  const next = queue.do(() => "next");
  await assert.rejects(Promise.resolve(failing), /^Error: no$/);
  assert.equal(await next, "next");
});
