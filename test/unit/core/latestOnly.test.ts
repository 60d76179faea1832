import assert from "node:assert/strict";
import { test } from "node:test";
import { LatestOnly } from "../../../src/core/latestOnly.ts";

/** Work that ends when it is told to. */
function slowWork() {
  const begun: string[] = [];
  const done: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<void>>();
  const latest = new LatestOnly<string>(async (text) => {
    begun.push(text);
    const end = Promise.withResolvers<void>();
    ends.set(text, end);
    await end.promise;
    done.push(text);
  });
  return { latest, begun, done, end: (text: string) => ends.get(text) };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("what is wanted last is done last, and nothing that is not wanted any more", async () => {
  const { latest, begun, done, end } = slowWork();
  await latest.settled();
  for (const text of ["a", "ab", "abc"]) latest.want(text);
  await turn();
  assert.deepEqual(begun, ["a"]);
  const settled = latest.settled().then(() => done.push("settled"));
  end("a")?.resolve();
  await turn();
  assert.deepEqual(begun, ["a", "abc"]);
  end("abc")?.resolve();
  await settled;
  assert.deepEqual(done, ["a", "abc", "settled"]);
});

test("who waits is told what went wrong, and the next piece of work begins anew", async () => {
  const { latest, done, end } = slowWork();
  latest.want("a");
  await turn();
  const settled = latest.settled();
  end("a")?.reject(new Error("no"));
  await assert.rejects(settled, /no/);
  latest.want("b");
  await turn();
  end("b")?.resolve();
  await latest.settled();
  assert.deepEqual(done, ["b"]);
});

test("what is wanted in the very moment in which the work ends is done, too", async () => {
  const done: string[] = [];
  const end = Promise.withResolvers<void>();
  const latest = new LatestOnly<string>((text) => {
    done.push(text);
    return end.promise;
  });
  latest.want("a");
  void end.promise.then(() => latest.want("b"));
  end.resolve();
  await turn();
  assert.deepEqual(done, ["a", "b"]);
});

test("what was wanted while the work before it failed is done all the same, and nobody is told of that", async () => {
  const { latest, begun, done, end } = slowWork();
  latest.want("a");
  latest.want("b");
  const settled = latest.settled();
  end("a")?.reject(new Error("no"));
  await turn();
  assert.deepEqual(begun, ["a", "b"]);
  end("b")?.resolve();
  await settled;
  assert.deepEqual(done, ["b"]);
});
