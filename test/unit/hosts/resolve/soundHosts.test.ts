import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { modelOf } from "../../../../src/hosts/resolve/model.ts";
import { resolveHosts, soundHosts } from "../../../../src/hosts/resolve/resolveHosts.ts";
import { scanDocument } from "../../../../src/hosts/syntax/scan.ts";

const context = { directory: "/d", version: "2.3" } as const;

/** The last stands for the root, which has no host where there is no `server`. */
const cases: readonly (readonly [what: string, toml: string, sound: readonly string[]])[] = [
  ["nothing is wrong", 'server = "https://s"\n[host."https://a"]\n[host."https://b"]\n', ["a", "b", "s"]],
  ["a value of one has the wrong type", '[host."https://a"]\nskip_verify = 1\n[host."https://b"]\n', ["b", ""]],
  ["one is no URL", '[host."https://%zz"]\n[host."https://b"]\n', ["b", ""]],
  ["the syntax of the first is wrong", '[host."https://a"]\nca = = 1\n[host."https://b"]\n', ["b", ""]],
  ["the syntax of one between is wrong", '[host."https://a"]\n[host."https://b"]\nca = = 1\n[host."https://c"]\n', ["a", "c", ""]],
  ["the file ends in the middle", '[host."https://a"]\n[host."https://b"]\nca = "', ["a", ""]],
  ["the syntax of the root is wrong", 'server = = 1\n[host."https://a"]\n', ["a"]],
  ["a value of the root has the wrong type", 'server = 1\n[host."https://a"]\n', ["a"]],
  ["two are wrong", '[host."https://a"]\nca = = 1\n[host."https://b"]\nca = = 1\n[host."https://c"]\n', ["c", ""]],
  ["what is wrong is in a host's headers", '[host."https://a"]\n[host."https://a".header]\nx = = 1\n[host."https://b"]\n', ["b", ""]],
];

describe("what containerd would do if what is wrong were fixed, where", () => {
  for (const [what, toml, sound] of cases) {
    test(what, () => {
      const hosts = soundHosts(modelOf(scanDocument(toml), context.version), context);
      assert.deepEqual(
        hosts.map(({ host }) => host),
        sound,
      );
    });
  }

  test("a host's own span names it", () => {
    const toml = '[host."https://a"]\n';
    const [host] = soundHosts(modelOf(scanDocument(toml), context.version), context);
    assert.ok(host !== undefined && toml.slice(host.at.start, host.at.end).includes("https://a"));
  });
});

/** Of two mistakes containerd 2.x tells the first, whatever kind it is of. */
const faults: readonly (readonly [toml: string, code: string])[] = [
  ["server = 1\nca = = 1\n", "wrong-type"],
  ["ca = = 1\nserver = 1\n", "toml-syntax"],
  ['[host."https://%zz"]\n', "invalid-url"],
  ['[host."https://m"]\ncapabilities = ["x"]\n', "unknown-capability"],
  ['[host."https://m"]\nclient = [["a", "b", "c"]]\n', "invalid-client-pair"],
  ['server = "https://%zz"\n', "invalid-url"],
];

for (const [toml, code] of faults) {
  test(`${JSON.stringify(toml)} is dropped for ${code}`, () => {
    const resolution = resolveHosts(scanDocument(toml), context);
    assert.equal("error" in resolution && resolution.error.code, code);
  });
}
