import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { test } from "node:test";
import { isAbort } from "../../../../src/core/errors.ts";
import { watchExpiry } from "../../../../src/services/login/expiryWatch.ts";
import { type LoginsByHost, RememberedLogins } from "../../../../src/services/remembered/rememberedLogins.ts";
import { TestClock } from "../../registry/support/testClock.ts";

test("the tree is told an hour before a login ends, and when it ends, and no other time", async () => {
  const clock = new TestClock();
  const end = (minutes: number): string => new Date(clock.now() + minutes * 60_000).toISOString();
  const logins: LoginsByHost = { "a.test": { expiresAt: end(90) }, "b.test": { expiresAt: end(-5) }, "c.test": {} };
  const remembered = new RememberedLogins({ read: () => logins, write: () => Promise.resolve() });
  const told: number[] = [];
  const start = clock.now();
  const errors: unknown[] = [];
  const onError = (error: unknown): void => void (isAbort(error) || errors.push(error));
  const watch = watchExpiry({ remembered, clock, onDue: () => told.push((clock.now() - start) / 60_000), onError });
  for (let minute = 0; minute < 120; minute++) {
    clock.advance(60_000);
    await setImmediate();
  }
  watch.dispose();
  clock.advance(60_000);
  await setImmediate();
  assert.deepEqual([told, errors], [[30, 90], []]);
});
