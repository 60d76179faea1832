import assert from "node:assert/strict";
import { test } from "node:test";
import { assert as assertProperty, constantFrom, oneof, property, string } from "fast-check";
import { compareNaturally } from "../../../src/core/naturalOrder.ts";

test("counts as people do", () => {
  const names = ["v10", "v9", "a", "v9a", "v", "v09", "100000000000000000000000", "99999999999999999999999"];
  assert.deepEqual(names.toSorted(compareNaturally), [
    "99999999999999999999999",
    "100000000000000000000000",
    "a",
    "v",
    "v9",
    "v09",
    "v9a",
    "v10",
  ]);
});

test("is an order of all texts: only the same text compares as equal", () => {
  const text = oneof(string({ unit: constantFrom("0", "1", "9", "a", ".", "-"), maxLength: 6 }), string());
  assertProperty(
    property(text, text, text, (a, b, c) => {
      assert.equal(Math.sign(compareNaturally(a, b)), -Math.sign(compareNaturally(b, a)) + 0 || 0);
      assert.equal(compareNaturally(a, b) === 0, a === b);
      if (compareNaturally(a, b) <= 0 && compareNaturally(b, c) <= 0) assert.ok(compareNaturally(a, c) <= 0);
    }),
    { numRuns: 2_000 },
  );
});
