import assert from "node:assert/strict";
import { test } from "node:test";
import { array, assert as assertProperty, constantFrom, property } from "fast-check";
import { compareVersionKeys, versionKey } from "../../../src/core/versionOrder.ts";

const compare = (a: string, b: string): number => compareVersionKeys(versionKey(a), versionKey(b));
/** Whatever order the registry lists them in. */
const sorted = (...names: readonly string[]): readonly string[] => names.toReversed().toSorted(compare);
const digest = "a1".repeat(32);

const lists: Readonly<Record<string, readonly string[]>> = {
  "the newest version first": ["1.10.0", "1.9.2", "1.9.1", "1.0.0", "0.9"],
  "a v makes no difference": ["v2.0", "1.9", "v1.0"],
  "what moves stands above what it moves over": ["latest", "edge", "main", "stable", "2", "2.1", "2.1.3", "2.1.2", "1"],
  "a release before what came before it": ["1.2.0", "1.2.0-rc.10", "1.2.0-rc.9", "1.2.0-beta", "1.2.0-alpha.1", "1.1.9"],
  "a release's variants below it": ["3.19", "3.19-alpine", "3.19-slim-bookworm", "3.19rc1", "3.18"],
  "Python's and Java's words": ["3.13.0", "3.13.0b2", "3.13.0a1", "3.12", "3.12-ea-7"],
  "what came before a release below all of it": [
    "1.22",
    "1.22-alpine",
    "1.22.5",
    "1.22.0",
    "1.22rc2",
    "1.22.0-rc1",
    "1.21.9",
    "0.1",
    "0.0.0-dev",
  ],
  "what only begins with such a word as a variant": ["12.4.1", "12.4.1-devel-ubuntu22.04", "12.4.1-rc1", "12.4.1-dev"],
  "builds": ["8.0", "8.0.1-2", "8.0.1-1"],
  "commits and what is attached at the end": ["1.0", "3f2a91c", "9b0c77de", "sha-0a1b2c3", `sha256-${digest}.att`, `sha256-${digest}.sig`],
};

for (const [name, expected] of Object.entries(lists)) test(name, () => assert.deepEqual(sorted(...expected), expected));

test("days of one form stand with the newest first", () => {
  assert.deepEqual(sorted("2023-12-31", "2024-01-31", "2024-02-01"), ["2024-02-01", "2024-01-31", "2023-12-31"]);
});

test("is an order of all tags: only the same tag compares as equal", () => {
  const part = constantFrom("v", "V", "1", "01", "2", "10", ".", "-", "_", "rc", "alpha", "a1", "alpine", "latest", "beef123", "+");
  const tag = array(part, { maxLength: 6 }).map((parts) => parts.join(""));
  assertProperty(
    property(tag, tag, tag, (a, b, c) => {
      assert.ok(Math.sign(compare(a, b)) + Math.sign(compare(b, a)) === 0);
      assert.equal(compare(a, b) === 0, a === b);
      if (compare(a, b) <= 0 && compare(b, c) <= 0) assert.ok(compare(a, c) <= 0, `${a} ≤ ${b} ≤ ${c}`);
    }),
    { numRuns: 20_000 },
  );
});
