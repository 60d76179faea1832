import assert from "node:assert/strict";
import { test } from "node:test";
import { fixesByCode } from "../../../src/hosts/features/codeActions.ts";
import { fixAll } from "../../../src/hosts/features/fixAll.ts";
import { format } from "../../../src/hosts/features/format.ts";
import { isLarge, validateLarge } from "../../../src/hosts/features/largeText.ts";
import { links } from "../../../src/hosts/features/links.ts";
import { type DocumentSymbol, symbols } from "../../../src/hosts/features/symbols.ts";
import { validateModel } from "../../../src/hosts/features/validate.ts";
import { modelOf } from "../../../src/hosts/resolve/model.ts";
import { applyEdits, inFewEdits } from "../../../src/hosts/syntax/edits.ts";
import { scanDocument, scanProblems } from "../../../src/hosts/syntax/scan.ts";

const most = 10_000;
const directory = "/etc/containerd/certs.d/docker.io";
const numbered = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join("");

function symbolCount(all: readonly DocumentSymbol[]): number {
  return all.reduce((sum, { children }) => sum + 1 + symbolCount(children), 0);
}

test("an outline has at most ten thousand symbols, tables and keys together, in the order of the text", () => {
  const keys = (length: number): string => numbered(length, (index) => `k${index} = 1\n`);
  const outlines = {
    "many keys": keys(most + 5),
    "many tables": numbered(most + 5, (index) => `[t${index}]\n`),
    "many keys in a table": `[t]\n${keys(most + 5)}[u]\n`,
    "tables with keys": numbered(most, (index) => `[t${index}]\na = 1\n`),
  };
  for (const [name, text] of Object.entries(outlines)) {
    const outline = symbols(scanDocument(text));
    assert.equal(symbolCount(outline), most, name);
    assert.deepEqual(
      outline.map(({ span }) => span.start),
      outline.map(({ span }) => span.start).toSorted((a, b) => a - b),
    );
  }
  assert.equal(symbolCount(symbols(scanDocument(`[t]\n${keys(most - 1)}`))), most);
});

test("a document has at most ten thousand links, its first ones", () => {
  const text = `[host."https://m"]\nca = [${'"a",'.repeat(most + 5)}]\n`;
  const found = links(modelOf(scanDocument(text), "2.3"), directory);
  assert.equal(found.length, most);
  assert.equal(found[0]?.start, text.indexOf("https:"));
});

test("more edits than an editor takes become one that does the same", () => {
  const text = `[host."https://m"]\nca = [${'"a","b",'.repeat(most)}]\n`;
  const edits = format(modelOf(scanDocument(text), "2.3"), "  ");
  assert.ok(edits.length > most);
  const few = inFewEdits(text, edits);
  assert.equal(few.length, 1);
  assert.equal(applyEdits(text, few), applyEdits(text, edits));
  assert.equal(inFewEdits(text, edits.slice(0, most)).length, most);
});

test("looking for fixes of a long text ends also where none is found", () => {
  const text = `host = {${numbered(10_000, (index) => `"m${index}" = {}, `)}}`;
  const model = modelOf(scanDocument(text), "2.3");
  const options = { version: "2.3", directory } as const;
  const findings = validateModel(model, options).filter(({ code }) => code === "host-not-a-table-header");
  assert.equal(findings.length, 1000);
  const make = fixesByCode["host-not-a-table-header"];
  const tried = { times: 0 };
  Object.assign(fixesByCode, { "host-not-a-table-header": () => void tried.times++ });
  try {
    assert.equal(fixAll({ model, findings }, options), undefined);
  } finally {
    Object.assign(fixesByCode, { "host-not-a-table-header": make });
  }
  assert.ok(tried.times > 0 && tried.times <= 300, `${tried.times}`);
});

test("a text of more than fifty thousand lines is large, whatever ends them", () => {
  for (const end of ["\n", "\r", "\r\n"]) {
    assert.ok(!isLarge(`#${end}`.repeat(49_999)), JSON.stringify(end));
    assert.ok(isLarge(`#${end}`.repeat(50_001)), JSON.stringify(end));
  }
});

test("of a large text only the problems are kept, as a whole scan finds them", () => {
  const text = `${"a = 1 # b\n[t]\n".repeat(30_000)}c =\n`;
  const { tables, comments, problems } = scanProblems(text);
  assert.deepEqual([tables, comments], [[], []]);
  assert.deepEqual(problems, scanDocument(text).problems);
  assert.deepEqual(
    validateLarge(scanProblems(text), "2.3").map(({ code, start }) => [code, start]),
    [
      ["file-too-large", 0],
      ["toml-syntax", text.length - 1],
    ],
  );
});

test("a large text is read no further than its problems are kept", () => {
  const onlyForV1 = '[host."a[b]"]\n';
  const codes = (text: string): readonly string[] => scanProblems(text).problems.map(({ code }) => code);
  assert.ok(codes("a\n".repeat(100) + onlyForV1).includes("ipv6-header-unsupported"));
  assert.ok(!codes("a\n".repeat(3_000) + onlyForV1).includes("ipv6-header-unsupported"));
});
