import assert from "node:assert/strict";
import { test } from "node:test";
import { inTurns, median, percentile } from "../../../bench/support/benchmark.ts";

const medians: readonly [values: readonly number[], expected: number][] = [
  [[7], 7],
  [[3, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
  [[10, 9, 100], 10],
];

for (const [values, expected] of medians) {
  void test(`the median of ${values.join(", ")} is ${expected}`, () => assert.equal(median(values), expected));
}

const percentiles: readonly [count: number, share: number, expected: number][] = [
  [1, 0.95, 1],
  [2, 0.95, 2],
  [20, 0.95, 19],
  [40, 0.95, 38],
  [40, 0.5, 20],
  [3, 0, 1],
];

for (const [count, share, expected] of percentiles) {
  void test(`of 1 to ${count}, a share of ${share} is at most ${expected}`, () => {
    const values = Array.from({ length: count }, (_, index) => count - index);
    assert.equal(percentile(values, share), expected);
  });
}

void test("work is done in turns, and each kind begins, and follows each other one, as often as the rest", async () => {
  const done: string[] = [];
  const work = (name: string) => () => Promise.resolve(done.push(name));
  const { unit, ours, peers } = await inTurns(6, work("ours"), { a: work("a"), b: work("b") });
  assert.deepEqual(chunksOf(3, done), ["ours a b", "a b ours", "b ours a", "b a ours", "ours b a", "a ours b"]);
  assert.equal(unit, "ms");
  assert.ok(ours >= 0);
  assert.deepEqual(Object.keys(peers), ["a", "b"]);
});

function chunksOf(size: number, words: readonly string[]): string[] {
  return Array.from({ length: words.length / size }, (_, index) => words.slice(index * size, (index + 1) * size).join(" "));
}
