import assert from "node:assert/strict";
import { test } from "node:test";
import { matchesParts, parsePattern } from "../../../../src/hosts/containerdConfig/namePattern.ts";
import { assertLinear } from "../../../support/assertLinear.ts";

/** Rows of Go's own path/match_test.go, those without a slash; undefined stands for ErrBadPattern. */
const rows: readonly (readonly [pattern: string, name: string, matches: boolean | undefined])[] = [
  ["abc", "abc", true],
  ["*", "abc", true],
  ["*c", "abc", true],
  ["a*", "a", true],
  ["a*", "abc", true],
  ["a*b?c*x", "abxbbxdbxebxczzx", true],
  ["a*b?c*x", "abxbbxdbxebxczzy", false],
  ["ab[c]", "abc", true],
  ["ab[b-d]", "abc", true],
  ["ab[e-g]", "abc", false],
  ["ab[^c]", "abc", false],
  ["ab[^b-d]", "abc", false],
  ["ab[^e-g]", "abc", true],
  ["a\\*b", "a*b", true],
  ["a\\*b", "ab", false],
  ["a?b", "a☺b", true],
  ["a[^a]b", "a☺b", true],
  ["a???b", "a☺b", false],
  ["[a-ζ]*", "α", true],
  ["*[a-ζ]", "A", false],
  ["[\\]a]", "]", true],
  ["[\\-]", "-", true],
  ["[x\\-]", "x", true],
  ["[x\\-]", "z", false],
  ["[\\-x]", "a", false],
  ["[]a]", "]", undefined],
  ["[-]", "-", undefined],
  ["[x-]", "x", undefined],
  ["[-x]", "x", undefined],
  ["\\", "a", undefined],
  ["[a-b-c]", "a", undefined],
  ["[", "a", undefined],
  ["[^", "a", undefined],
  ["[^bc", "a", undefined],
  ["a[", "ab", undefined],
  ["*x", "xxx", true],
  // Letters with a meaning elsewhere.
  ["[\\d]", "7", false],
  ["a.b", "axb", false],
  ["", "", true],
];

for (const [pattern, name, matches] of rows) {
  test(`${JSON.stringify(pattern)} and ${JSON.stringify(name)}`, () => {
    const parts = parsePattern(pattern);
    assert.equal(parts === undefined ? undefined : matchesParts(parts, name), matches);
  });
}

test("a pattern of many asterisks takes no longer than it has letters", () =>
  assertLinear(100, (size) => assert.equal(matchesParts(parsePattern(`${"a*".repeat(size)}b`) ?? [], "a".repeat(255)), false)));
