import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { decodeText } from "../../../../src/hosts/resolve/loadHosts.ts";
import { resolveHosts } from "../../../../src/hosts/resolve/resolveHosts.ts";
import { scanDocument } from "../../../../src/hosts/syntax/scan.ts";
import type { ContainerdVersion } from "../../../../src/hosts/versions.ts";

const host = '\n[host."https://m.example"]\n';

/** A document of the toml-test suite, with the error of containerd's own parseHostsFile, null where it takes the document. */
interface Verdict {
  readonly name: string;
  readonly text?: string;
  /** Where it is no UTF-8. */
  readonly base64?: string;
  /** With the lines of `host` behind it, without which 1.7 takes no document. */
  readonly "containerd-1.7, with a host": string | null;
  readonly "containerd-2.3": string | null;
  readonly "containerd-2.4": string | null;
}

const verdicts = readFileSync(new URL("../../../fixtures/toml-test/verdicts.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Verdict);

function textOf({ text, base64 = "" }: Verdict): string {
  return text ?? decodeText(Buffer.from(base64, "base64"));
}

function isTaken(text: string, version: ContainerdVersion): boolean {
  return !("error" in resolveHosts(scanDocument(text), { directory: "/d", version }));
}

for (const version of ["2.3", "2.4"] as const) {
  test(`toml-test: takes the documents that containerd ${version} takes, and no others`, () => {
    const differing = verdicts.filter((each) => isTaken(textOf(each), version) !== (each[`containerd-${version}`] === null));
    assert.deepEqual(
      differing.map(({ name }) => name),
      [],
    );
    assert.ok(verdicts.length === 560);
  });
}

/**
 * What go-toml v1 makes of keys in odd forms, of bytes that are no UTF-8, and of tables in arrays, which no hosts.toml holds, is
 * not imitated.
 */
const knownDifferences: ReadonlySet<string> = new Set([
  "invalid/control/rawstring-cr",
  "invalid/encoding/bad-codepoint",
  "invalid/encoding/bad-utf8-in-comment",
  "invalid/encoding/bad-utf8-in-multiline",
  "invalid/encoding/bad-utf8-in-multiline-literal",
  "invalid/encoding/bad-utf8-in-string",
  "invalid/encoding/bad-utf8-in-string-literal",
  "invalid/key/after-array",
  "invalid/key/after-table",
  "invalid/key/newline-2",
  "invalid/key/newline-3",
  "invalid/key/start-dot",
  "invalid/table/duplicate-table-array2",
  "valid/array/array-subtables",
  "valid/key/dotted-2",
  "valid/key/escapes",
  "valid/spec/keys-4",
  "valid/table/array-table-array",
]);

test("toml-test: takes the documents that containerd 1.7 takes, and no others, but for known oddities", () => {
  const differing = verdicts.filter((each) => isTaken(textOf(each) + host, "1.7") !== (each["containerd-1.7, with a host"] === null));
  assert.deepEqual(new Set(differing.map(({ name }) => name)), knownDifferences);
});

/** Documents with whether containerd 2.3 and 2.4 drop them. */
const respelled: readonly (readonly [text: string, isDroppedBy23: boolean, isDroppedBy24: boolean])[] = [
  ['Ca = "a"\nca = ["b"]\n', true, false],
  ['Ca = 1\nca = ["b"]\n', true, false],
  ['Ca = {}\nca = ["b"]\n', true, false],
  ['CA = "a"\nCa = ["a","c"]\nca = ["b"]\n', true, false],
  ['CA = ["a"]\nCa = "c"\nca = ["b"]\n', true, false],
  ['Ca = true\nca = ["b"]\n', true, false],
  ['Ca = 2020-01-01\nca = ["b"]\n', true, false],
  ['Client = "a"\nclient = ["b"]\n', true, false],
  ['Client = "a"\nclient = [["b","c"]]\n', true, false],
  ['[header]\nx = "a"\n[Header]\nx = ["b"]\n', false, false],
  ['header = {x = "a"}\nHeader = {x = ["b"]}\n', false, false],
  ['[host."https://m".header]\nx = "a"\n[host."https://m".Header]\nx = ["b"]\n', false, false],
  ['header.x = "a"\nHeader.x = ["b"]\n', false, false],
  ['[Host."https://m"]\nca = "a"\n[host."https://m"]\nca = ["b"]\n', true, false],
  ['[host."https://m"]\nCa = "a"\nca = ["b"]\n', true, false],
  ['host = {"https://m" = {Ca = "a", ca = ["b"]}}\n', true, false],
  ['host."https://m" = {ca = "a"}\nHost."https://m" = {ca = ["b"]}\n', false, false],
  ['host."https://m".ca = "a"\nHost."https://m".ca = ["b"]\n', true, false],
  ['header = {x = {}}\nHeader = {x = ["b"]}\n', false, false],
  ['header = {x = ["b"]}\nHeader = {x = "a"}\n', false, false],
  ['Ca = "a"\nca = []\n', true, false],
  ['Client = [["b","c"]]\nclient = ["x"]\n', false, false],
  ['Ca.x = "a"\nca = ["b"]\n', true, false],
  ['ca = ["b"]\n[Ca]\nx = "a"\n', true, true],
];

test("one field in two spellings is read as containerd reads it", () => {
  for (const [text, isDroppedBy23, isDroppedBy24] of respelled) {
    assert.equal(isTaken(text, "2.0"), !isDroppedBy23, `2.0: ${text}`);
    assert.equal(isTaken(text, "2.3"), !isDroppedBy23, `2.3: ${text}`);
    assert.equal(isTaken(text, "2.4"), !isDroppedBy24, `2.4: ${text}`);
  }
});
