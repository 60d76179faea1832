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
  ["the header of the next one is not finished", '[host."https://a"]\nca = "x"\n[host."https://b\n', ["a", ""]],
  ["a header names nothing", '[host."https://a"]\n[\n', ["a"]],
  ["what is wrong stands below the word alone", '[host."https://a"]\n[host]\nca = = 1\n', ["a"]],
  ["a table is an array", '[[host]]\n[host."https://a"]\n', ["a", ""]],
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

  test("each is told as it is configured", () => {
    const toml = '[host."https://a"]\ncapabilities = ["pull"]\nca = "x"\n[host."https://b"]\nca = = 1\n';
    const told = soundHosts(modelOf(scanDocument(toml), context.version), context);
    assert.deepEqual(
      told.map(({ host, capabilities, ca }) => [host, capabilities, ca]),
      [
        ["a", ["pull"], ["/d/x"]],
        ["", ["pull", "resolve", "push", "referrers"], []],
      ],
    );
  });

  test("a host's own span names it, and that of a root without `server` is empty", () => {
    for (const [toml, names] of [
      ['server = "https://s"\n[host."https://a"]\n', ['"https://a"', '"https://s"']],
      ['[host."https://a"]\n', ['"https://a"', ""]],
    ] as const) {
      const hosts = soundHosts(modelOf(scanDocument(toml), context.version), context);
      assert.deepEqual(
        hosts.map(({ at }) => toml.slice(at.start, at.end)),
        names,
      );
    }
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
  ["server.x = 1\n", "wrong-type"],
  ['[host."https://m"]\nSkip_Verify = 1\nskip_verify = true\n', "wrong-type"],
];

for (const [toml, code] of faults) {
  test(`${JSON.stringify(toml)} is dropped for ${code}`, () => {
    const resolution = resolveHosts(scanDocument(toml), context);
    assert.equal("error" in resolution && resolution.error.code, code);
  });
}

test("of a field that is set twice in other letters, the first mistake is told", () => {
  for (const toml of ['ca = "a"\nCa = [1]\nserver = 1\n', 'server = 1\nca = "a"\nCa = [1]\n']) {
    const resolution = resolveHosts(scanDocument(toml), context);
    assert.ok("error" in resolution);
    const [wrong = ""] = /\[1\]|1/.exec(toml) ?? [];
    assert.equal(toml.slice(resolution.error.start, resolution.error.end), wrong);
  }
});

test("containerd 1.x reads no field in other letters, and does not mind its type", () => {
  const toml = '[host."https://m"]\nSkip_Verify = 1\n';
  assert.ok("error" in resolveHosts(scanDocument(toml), context));
  assert.ok("hosts" in resolveHosts(scanDocument(toml), { ...context, version: "1.7" }));
});
