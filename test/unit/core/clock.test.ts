import assert from "node:assert/strict";
import { test } from "node:test";
import { systemClock } from "../../../src/core/clock.ts";

void test("sleeping takes the time, and can be cancelled before and meanwhile", async () => {
  const before = systemClock.now();
  await systemClock.sleep(5);
  assert.ok(systemClock.now() - before >= 4);
  await assert.rejects(systemClock.sleep(60_000, AbortSignal.abort()), { name: "AbortError" });
  const controller = new AbortController();
  const sleeping = systemClock.sleep(60_000, controller.signal);
  controller.abort(new Error("enough"));
  await assert.rejects(sleeping, { message: "enough" });
});
