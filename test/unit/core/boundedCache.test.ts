import assert from "node:assert/strict";
import { test } from "node:test";
import { BoundedCache } from "../../../src/core/boundedCache.ts";

function cacheAt(time: { now: number }, capacity = 2): BoundedCache<string, number> {
  return new BoundedCache(capacity, () => time.now);
}

void test("the least recently used entry goes first", () => {
  const cache = cacheAt({ now: 0 });
  cache.set("a", 1);
  cache.set("b", 2);
  assert.equal(cache.get("a"), 1);
  cache.set("c", 3);
  assert.deepEqual([cache.get("a"), cache.get("b"), cache.get("c"), cache.size], [1, undefined, 3, 2]);
});

void test("an entry ends with its lifetime", () => {
  const time = { now: 100 };
  const cache = cacheAt(time);
  cache.set("a", 1, 10);
  time.now = 109;
  assert.equal(cache.get("a"), 1);
  time.now = 110;
  assert.deepEqual([cache.get("a"), cache.size], [undefined, 0]);
});

void test("setting again renews the value, the lifetime and the place", () => {
  const time = { now: 0 };
  const cache = cacheAt(time);
  cache.set("a", 1, 10);
  cache.set("b", 2);
  time.now = 5;
  cache.set("a", 3, 10);
  cache.set("c", 4);
  time.now = 14;
  assert.deepEqual([cache.get("a"), cache.get("b"), cache.get("c")], [3, undefined, 4]);
});

void test("entries can be forgotten one by one, by their keys, or all", () => {
  const cache = cacheAt({ now: 0 }, 9);
  for (const key of ["a1", "a2", "b1", "b2"]) cache.set(key, 0);
  cache.delete("a1");
  assert.equal(cache.size, 3);
  cache.deleteWhere((key) => key.startsWith("b"));
  assert.deepEqual([cache.size, cache.get("a2")], [1, 0]);
  cache.clear();
  assert.equal(cache.size, 0);
});
