import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf } from "../../../src/core/dayOf.ts";

test("a day is told as ISO 8601 has it, and one that there is not is no exception", () => {
  assert.equal(dayOf(Date.UTC(2026, 10, 26, 23)), "2026-11-26");
  assert.equal(dayOf(Number.NaN), "?");
  assert.equal(dayOf(Date.parse("Bad time value")), "?");
  assert.equal(dayOf(1e20), "?");
});
