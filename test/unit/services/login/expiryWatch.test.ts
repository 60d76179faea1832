import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { test } from "node:test";
import { isAbort } from "../../../../src/core/errors.ts";
import { watchExpiry } from "../../../../src/services/login/expiryWatch.ts";
import { TestClock } from "../../registry/support/testClock.ts";

test("the tree is told an hour before a login ends, and when it ends, and no other time", async () => {
  const clock = new TestClock();
  const logins = [90, -5].map((minutes) => new Date(clock.now() + minutes * 60_000));
  // The file cannot be read at the very minute: the minute after makes up for it.
  const ends = (): Promise<readonly Date[]> =>
    clock.now() - start === 30 * 60_000 ? Promise.reject(new Error("half written")) : Promise.resolve(logins);
  const told: number[] = [];
  const start = clock.now();
  const errors: unknown[] = [];
  const onError = (error: unknown): void => void (isAbort(error) || errors.push(error));
  const watch = watchExpiry({ ends, clock, onDue: () => told.push((clock.now() - start) / 60_000), onError });
  for (let minute = 0; minute < 120; minute++) {
    clock.advance(60_000);
    await setImmediate();
  }
  watch.dispose();
  clock.advance(60_000);
  await setImmediate();
  assert.deepEqual([told, errors], [[31, 90], []]);
});
