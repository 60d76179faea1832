import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { settingsPage } from "../../scripts/generateSettings.mjs";

test("docs/SETTINGS.md is what package.json says (else run node scripts/generateSettings.mjs)", () => {
  assert.equal(readFileSync(path.join(import.meta.dirname, "../../docs/SETTINGS.md"), "utf8"), settingsPage());
});
