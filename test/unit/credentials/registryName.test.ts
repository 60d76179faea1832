import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { CredentialsError } from "../../../src/credentials/credentialsError.ts";
import {
  eraseKeys,
  hostOfKey,
  hubKey,
  parseRegistryName,
  readKeys,
  registryOfKey,
  isDeadHubKey,
  prefixes,
  scanForHost,
  withoutAccount,
  writeKeys,
} from "../../../src/credentials/registryName.ts";

const hub: readonly string[] = [
  "",
  "docker.io",
  "DOCKER.IO",
  "index.docker.io",
  "registry-1.docker.io",
  "https://index.docker.io/v1/",
  "http://docker.io:443/library",
];

void describe("registry names", () => {
  for (const typed of hub) {
    void test(`${JSON.stringify(typed)} is Docker Hub`, () => {
      const name = parseRegistryName(typed);
      assert.deepEqual([name.display, writeKeys(name), readKeys(name)], ["docker.io", [hubKey], [hubKey]]);
    });
  }

  const registries: readonly (readonly [typed: string, keys: readonly string[]])[] = [
    ["Reg.Example", ["Reg.Example", "Reg.Example:443"]],
    ["https://me:pw@reg.example:443/v2/?x=y#z", ["reg.example", "reg.example:443"]],
    ["reg.example:80/ns", ["reg.example:80"]],
    ["docker.io:80", ["docker.io:80"]],
    ["[::1]", ["[::1]", "[::1]:443"]],
    ["[fe80::1%25eth0]:5000", ["[fe80::1%25eth0]:5000"]],
    ["reg.example:", ["reg.example", "reg.example:443"]],
  ];
  for (const [typed, keys] of registries)
    void test(`${typed} is kept under ${keys.join(" and ")}`, () => assert.deepEqual(writeKeys(parseRegistryName(typed)), keys));

  const invalid: readonly (readonly [typed: string, reason: string])[] = [
    [" reg.example", "unparsable"],
    ["reg example", "unparsable"],
    ["reg.example:abc", "unparsable"],
    ["::1", "unparsable"],
    ["https://", "unparsable"],
    ["/path", "unparsable"],
    ["reg.example\0", "unparsable"],
    ["ftp://reg.example", "scheme"],
    ["httpsx://reg.example", "scheme"],
    ["xhttps://reg.example", "scheme"],
    ["1http://reg.example", "unparsable"],
    ["reg.example?ns=other", "namespace"],
  ];
  for (const [typed, reason] of invalid) {
    void test(`${JSON.stringify(typed)} is refused (${reason})`, () =>
      assert.throws(() => parseRegistryName(typed), { code: "invalid-registry-name", params: { name: typed, reason } }));
  }

  void test("an account in an address is not repeated", () => {
    for (const typed of ["ftp://me:canary@reg.example", "me:canary@reg example"]) {
      assert.throws(
        () => parseRegistryName(typed),
        (error: Error) => error instanceof CredentialsError && !JSON.stringify([error.message, error.params]).includes("canary"),
      );
    }
  });

  void test("any text is a name or is refused, and a name's keys mean that name", () => {
    const piece = fc.constantFrom(
      "http://",
      "https://",
      "docker.io",
      "index.",
      "a",
      "B",
      "é",
      ".",
      ":",
      ":443",
      ":80",
      "/",
      "@",
      "[::1]",
      "?ns=",
      "#",
      "%41",
      "%",
      " ",
    );
    const address = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(fc.oneof(fc.string(), address), (typed) => {
        let name;
        try {
          name = parseRegistryName(typed);
        } catch (error) {
          assert.ok(error instanceof CredentialsError);
          return;
        }
        for (const key of [...writeKeys(name), ...readKeys(name), ...eraseKeys(name)]) assert.deepEqual(registryOfKey(key), name, key);
      }),
      { numRuns: 1000 },
    );
  });

  void test("docker's key comes first, then nerdctl's spellings in its order", () => {
    const order = ["h", "h:443", "https://h:443", "http://h:443", "https://h", "http://h"];
    assert.deepEqual(readKeys(parseRegistryName("h")), order);
    assert.deepEqual(readKeys(parseRegistryName("h:5000")), ["h:5000", "https://h:5000", "http://h:5000"]);
  });

  const hosts: readonly (readonly [key: string, host: string])[] = [
    ["https://h/v1/", "h"],
    ["http://h:5000", "h:5000"],
    ["h/ns/img", "h"],
    ["h:443", "h:443"],
    ["https://[::1]:6555/v2/", "[::1]:6555"],
    ["https://a b/", "https://a b/"],
  ];
  for (const [key, host] of hosts) void test(`the key ${key} stands for ${host}`, () => assert.equal(hostOfKey(key), host));

  void test("spellings of the whole host are preferred to podman's namespaces", () => {
    assert.deepEqual(scanForHost(["h/ns", "https://h/v1/", "other", "h", "http://h"], "h"), ["https://h/v1/", "http://h", "h/ns"]);
  });
});

void test("an address is shown without the account in it", () => {
  const shown: Readonly<Record<string, string>> = {
    "h": "h",
    "u:p@h": "h",
    "https://u:p@h/v1/": "https://h/v1/",
    "https://u:p@x@h": "https://h",
    "h/a@b": "h/a@b",
    "h?x=a@b": "h?x=a@b",
    "h#a@b": "h#a@b",
  };
  for (const [address, text] of Object.entries(shown)) assert.equal(withoutAccount(address), text);
});

void test("docker looks for Docker Hub under one key, and never under its other names", () => {
  for (const key of ["docker.io", "index.docker.io", "https://registry-1.docker.io/v2/", "docker.io/library", "", "/x"])
    assert.ok(isDeadHubKey(key), key);
  for (const key of [hubKey, `${hubKey}access-token`, `${hubKey}refresh-token`, "docker.io.example", "mydocker.io", "h"])
    assert.ok(!isDeadHubKey(key), key);
});

void test("a name is below each of its beginnings", () => {
  assert.deepEqual(prefixes("h/a/b"), ["h/a/b", "h/a", "h"]);
  assert.deepEqual(prefixes("h"), ["h"]);
});
