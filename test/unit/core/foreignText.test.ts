import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { ForeignText } from "../../../src/core/foreignText.ts";
import { plainQuotation } from "../../../src/platform/plainText.ts";

test("foreign text shows in no string, JSON or inspection; only a surface's function opens it", () => {
  const text = new ForeignText("see [this](command:x)\u202E.");
  for (const shown of [String(text), JSON.stringify({ text }), inspect({ text }, { depth: 9, showHidden: true }), [text].join("")])
    assert.ok(!shown.includes("command:x"), shown);
  assert.equal(plainQuotation(text), "see [this](command:x)\\u{202E}");
  assert.equal(new ForeignText("").isEmpty, true);
});
