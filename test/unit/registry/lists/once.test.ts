import assert from "node:assert/strict";
import { test } from "node:test";
import { atOnce } from "../../../../src/core/slices.ts";
import { onceEach } from "../../../../src/registry/lists/once.ts";

const tags = (count: number): string[] => Array.from({ length: count }, (_, index) => `v${(index * 7919) % count}`);

test("a list without repetitions is answered as it is, whatever its order", () => {
  for (const count of [0, 1, 1000, 16_384, 20_000]) assert.deepEqual(atOnce(onceEach(tags(count))), tags(count));
});

test("each repetition goes, and the first of them stays in its place", () => {
  for (const count of [2, 1000, 16_383, 20_000]) {
    const list = tags(count);
    assert.deepEqual(atOnce(onceEach([...list, ...list.slice(0, 3)])), list);
    assert.deepEqual(atOnce(onceEach([...list.slice(-1), ...list])), [...list.slice(-1), ...list.slice(0, -1)]);
  }
});

test("different items with one hash are both kept", () => {
  const [first, second] = collision();
  assert.deepEqual(atOnce(onceEach([first, second, first])), [first, second]);
  assert.deepEqual(atOnce(onceEach([second, first])), [second, first]);
});

/** Two tags whose hashes are the same: among 200,000 there are some. */
function collision(): readonly [string, string] {
  const seen = new Map<number, string>();
  for (let index = 0; ; index++) {
    const tag = `v${index}`;
    let hash = 0x811c9dc5;
    for (let at = 0; at < tag.length; at++) hash = Math.imul(hash ^ tag.charCodeAt(at), 0x01000193);
    const other = seen.get(hash);
    if (other !== undefined) return [other, tag];
    seen.set(hash, tag);
  }
}
