import assert from "node:assert/strict";
import { test } from "node:test";
import { ownValue } from "../../../src/core/ownValue.ts";

void test("an object has what it was given, and nothing that every object has", () => {
  const object = { a: 1 };
  assert.equal(ownValue(object, "a"), 1);
  for (const key of ["b", "constructor", "toString", "__proto__"]) assert.equal(ownValue(object, key), undefined);
});
