import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { hostnameOf, hostParts, isRegistryHost, plainHost, withoutDefaultPort } from "../../../src/core/referenceHost.ts";

test("a host falls apart at its port", () => {
  assert.deepEqual(hostParts("reg.example:5000"), { name: "reg.example", port: "5000" });
  assert.deepEqual(hostParts("reg.example"), { name: "reg.example", port: undefined });
  assert.deepEqual(hostParts("reg.example:"), { name: "reg.example", port: "" });
  assert.deepEqual(hostParts("[::1]"), { name: "[::1]", port: undefined });
  assert.deepEqual(hostParts("[::1]:80"), { name: "[::1]", port: "80" });
});

const hosts = [
  "a",
  "reg.example",
  "REG.example:5000",
  "my_registry:5000",
  "10.0.0.1:1",
  "[::1]",
  "[2001:db8::1]:65535",
  "xn--mnchen-3ya.example",
];
const others = [
  "",
  ".",
  "a.",
  ".a",
  "a..b",
  "-a",
  "a-",
  "_a",
  "a_.b",
  "a b",
  "a/b",
  "a:",
  "a:0",
  "a:65536",
  "a:b",
  "u@a",
  "::1",
  "[::1",
  "[1.2.3.4]",
];

test("a registry has a host that references and addresses can have", () => {
  for (const host of hosts) assert.ok(isRegistryHost(host), host);
  for (const host of [
    ...others,
    "1.2.3.999",
    "[fe80::1%25eth0]",
    "münchen.example",
    "https://a",
    "*.a",
    "a?b",
    "a#b",
    "[@a.example",
    "[::1]@a.example",
    "[::1]a",
  ])
    assert.ok(!isRegistryHost(host), host);
});

test("what is a registry's host is the whole host of its address", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webAuthority(), fc.constantFrom(...hosts, ...others)), (host) => {
      fc.pre(isRegistryHost(host));
      const { pathname, username, password, search, hash } = new URL(`https://${host}/v2/`);
      assert.deepEqual([pathname, username, password, search, hash], ["/v2/", "", "", "", ""]);
    }),
  );
});

test("hosts are compared without what makes no difference", () => {
  assert.equal(hostnameOf("Reg.Example.:5000"), "reg.example");
  for (const host of ["Reg.Example", "reg.example.", "reg.example:443", "reg.example.:443"]) assert.equal(plainHost(host), "reg.example");
  assert.equal(plainHost("Reg.Example.:5000"), "reg.example:5000");
  assert.equal(plainHost("[::1]:443"), "[::1]");
  assert.equal(withoutDefaultPort({ scheme: "https", host: "a:443" }), "a");
  assert.equal(withoutDefaultPort({ scheme: "http", host: "a:80" }), "a");
  assert.equal(withoutDefaultPort({ scheme: "http", host: "a:443" }), "a:443");
});
