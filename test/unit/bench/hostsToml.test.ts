import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "smol-toml";
import { TextDocument } from "vscode-languageserver-textdocument";
import { hostsIn, hostsToml, misspell } from "../../../bench/support/hostsToml.ts";

void test("a text has as many hosts as it should", () => {
  const { host } = parse(hostsToml(12)) as { readonly host: object };
  assert.equal(Object.keys(host).length, 12);
});

void test("a text of a megabyte is one, to a hundredth", () => {
  const bytes = Buffer.byteLength(hostsToml(hostsIn(2 ** 20)));
  assert.ok(bytes <= 2 ** 20 && bytes > 0.99 * 2 ** 20, String(bytes));
});

void test("a change and the whole text that goes with it say the same, there and back", () => {
  const text = hostsToml(3);
  const faulty = misspell(text, true);
  const changed = applyTo(text, faulty);
  assert.equal(changed, faulty.whole);
  assert.notEqual(changed, text);
  assert.equal(applyTo(changed, misspell(text, false)), text);
});

function applyTo(text: string, { range, text: newText }: ReturnType<typeof misspell>): string {
  return TextDocument.applyEdits(TextDocument.create("file:///hosts.toml", "toml", 1, text), [{ range, newText }]);
}
