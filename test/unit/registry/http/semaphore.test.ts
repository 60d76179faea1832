import assert from "node:assert/strict";
import { test } from "node:test";
import { isAbort } from "../../../../src/core/errors.ts";
import { Semaphore } from "../../../../src/registry/http/semaphore.ts";

test("lets so many in, the others in order", async () => {
  const semaphore = new Semaphore(2);
  const order: number[] = [];
  const first = await semaphore.acquire();
  const second = await semaphore.acquire();
  const waiting = [1, 2, 3].map(async (number) => {
    const release = await semaphore.acquire();
    order.push(number);
    release();
  });
  assert.deepEqual(order, []);
  first();
  first();
  await Promise.all(waiting);
  assert.deepEqual(order, [1, 2, 3]);
  second();
});

test("one that stops waiting takes no place, not even when it was just given one", async () => {
  const semaphore = new Semaphore(1);
  const release = await semaphore.acquire();
  const early = new AbortController();
  const late = new AbortController();
  const gone = [semaphore.acquire(early.signal), semaphore.acquire(late.signal)].map((entry) => assert.rejects(entry, isAbort));
  early.abort();
  await new Promise(setImmediate);
  release();
  late.abort();
  await Promise.all(gone);
  (await semaphore.acquire())();
  await assert.rejects(semaphore.acquire(AbortSignal.abort()), isAbort);
});
