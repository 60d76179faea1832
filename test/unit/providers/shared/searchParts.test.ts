import assert from "node:assert/strict";
import { test } from "node:test";
import { array, assert as assertProperty, constantFrom, property } from "fast-check";
import { caselessPart, partBehind } from "../../../../src/providers/shared/searchParts.ts";

/** Of few characters, so that pieces of one name are in another. */
const names = (minLength: number, maxLength: number) =>
  array(constantFrom("a", "b", "/", "1"), { minLength, maxLength }).map((characters) => characters.join(""));

test("what is searched behind a prefix", () => {
  assert.equal(partBehind("acme/", "app"), "app");
  assert.equal(partBehind("acme/", "acme/app"), "app");
  assert.equal(partBehind("acme/", "e/app"), "app");
  assert.equal(partBehind("acme/", "/"), undefined);
  assert.equal(partBehind("Acme/", "acm"), undefined);
});

test("a search behind a prefix finds every name that has the part", () => {
  assertProperty(
    property(names(0, 4), names(1, 4), names(2, 4), (prefix, name, part) => {
      const search = partBehind(prefix, part);
      return !(prefix + name).includes(part) || search === undefined || name.includes(search);
    }),
    { numRuns: 2000 },
  );
});

test("the longest piece without letters", () => {
  assert.equal(caselessPart("v1.2.3-rc10"), "1.2.3-");
  assert.equal(caselessPart("alpine3"), undefined);
  assert.equal(caselessPart("2026-01"), "2026-01");
});
