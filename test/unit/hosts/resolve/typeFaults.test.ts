import assert from "node:assert/strict";
import { test } from "node:test";
import { resolveHosts } from "../../../../src/hosts/resolve/resolveHosts.ts";
import { scanDocument } from "../../../../src/hosts/syntax/scan.ts";
import type { ContainerdVersion } from "../../../../src/hosts/versions.ts";

const a = '[host."https://a"]\n';
const capabilities = '`capabilities` must be an array of strings, like ["pull", "resolve"].';
const ca = "`ca` must be a string or an array of strings.";
const client = "`client` must be a string, an array of strings, or an array of [certificate, key] pairs.";
const header = "`header` must be a table whose values are strings or arrays of strings.";
const x = "the header `x` must be a string or an array of strings.";
const host = '`host` must be a table, written as [host."https://…"].';
const hostA = '`host.https://a` must be a table, written as [host."https://…"].';

/** What is wrong with a file, at which text, for containerd 2.3. */
const wrong: readonly (readonly [toml: string, at: string, message: string])[] = [
  ["server = 1\n", "1", "`server` must be a string."],
  ["server.x = 1\n", "1", "`server` must be a string."],
  ['skip_verify = "x"\n', '"x"', "`skip_verify` must be true or false, without quotation marks."],
  [`${a}dial_timeout = 5\n`, "5", '`dial_timeout` must be a string with a unit, like "5s".'],
  [`${a}capabilities = "pull"\n`, '"pull"', capabilities],
  [`${a}capabilities = ["pull", 1]\n`, "1", capabilities],
  ['[host."https://a".capabilities]\n', '[host."https://a".capabilities]', capabilities],
  [`${a}ca = 1\n`, "1", ca],
  [`${a}ca = ["x", 1]\n`, "1", ca],
  [`${a}ca.x = "y"\n`, '"y"', ca],
  ['[host."https://a".ca]\nx = 1\n', "1", ca],
  ['[host."https://a".ca.x]\n', '[host."https://a".ca.x]', ca],
  [`${a}client = 1\n`, "1", client],
  [`${a}client = ["a", 1]\n`, "1", client],
  [`${a}client = [["a", 1]]\n`, "1", client],
  [`${a}header = 1\n`, "1", header],
  [`${a}[[host."https://a".header]]\n`, '[[host."https://a".header]]', header],
  [`${a}header = { x = 1 }\n`, "1", x],
  [`${a}header = { x = ["y", 1] }\n`, "1", x],
  [`${a}header.x.y = "z"\n`, '"z"', x],
  [`${a}[host."https://a".header.x]\n`, '[host."https://a".header.x]', x],
  ["host = 1\n", "1", host],
  ["[[host]]\n", "[[host]]", host],
  ['host."https://a" = 1\n', "1", hostA],
  ['[[host."https://a"]]\n', '[[host."https://a"]]', hostA],
  [`${a}ca = "a"\nCa = ["b"]\n`, '["b"]', "`ca` and `Ca` are one field, whose first value is not a list as this one is."],
];

for (const [toml, at, message] of wrong) {
  test(`${JSON.stringify(toml)} is said to be wrong where it is`, () => {
    const resolution = resolveHosts(scanDocument(toml), { directory: "/d", version: "2.3" });
    assert.ok("error" in resolution);
    const { code, start, end, message: said } = resolution.error;
    assert.deepEqual([code, toml.slice(start, end), said], ["wrong-type", at, message]);
  });
}

/** The releases that take the file, of which each reads TOML in its own way. */
const taken: readonly (readonly [what: string, toml: string, by: readonly ContainerdVersion[]])[] = [
  ["pairs beside single files", `${a}client = [["a", "b"], "c"]\n`, ["1.7", "2.3", "2.4"]],
  ["a field that came later", `${a}dial_timeout = 5\n`, ["1.7"]],
  ["an empty table in place of a path", '[host."https://a".ca]\n', ["2.3"]],
  ["an empty table in place of true or false", '[host."https://a".skip_verify]\n', ["2.3"]],
  ["an empty table in place of a list", '[host."https://a".capabilities]\n', []],
  ["a path, and a list of paths in other letters", `${a}ca = "a"\nCa = ["b"]\n`, ["1.7", "2.4"]],
  ["two lists, in other letters", `${a}ca = ["a"]\nCa = ["b"]\n`, ["1.7", "2.3", "2.4"]],
  ["two paths, in other letters", `${a}ca = "a"\nCa = "b"\n`, ["1.7", "2.3", "2.4"]],
  ["a path at the root, and a list of a host's in other letters", `ca = "a"\n${a}Ca = ["b"]\n`, ["1.7", "2.3", "2.4"]],
  ["a path of one host, and a list of another's", `${a}ca = "a"\n[host."https://b"]\nCa = ["b"]\n`, ["1.7", "2.3", "2.4"]],
  [
    "a path of a host that an inline table replaces",
    '[HOST]\n"https://a".ca = "x"\n[host]\n"https://a" = { Ca = ["b"] }\n',
    ["1.7", "2.3", "2.4"],
  ],
];

for (const [what, toml, by] of taken) {
  test(`${what}: ${by.length === 0 ? "no release takes it" : `taken by ${by.join(", ")}`}`, () => {
    const versions = (["1.7", "2.3", "2.4"] as const).filter((version) => {
      return "hosts" in resolveHosts(scanDocument(toml), { directory: "/d", version });
    });
    assert.deepEqual(versions, by);
  });
}
