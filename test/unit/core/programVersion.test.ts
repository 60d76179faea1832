import assert from "node:assert/strict";
import { test } from "node:test";
import { isOlderThan } from "../../../src/core/programVersion.ts";

test("versions are compared number by number", () => {
  for (const older of ["0.16.0", "0.15.9", "0.9", "0"]) assert.ok(isOlderThan(older, [0, 16, 1]), older);
  for (const same of ["0.16.1", "0.16.10", "0.16.1-beta.0", "0.17", "1.6.20~ds1", "2"]) assert.ok(!isOlderThan(same, [0, 16, 1]), same);
});
