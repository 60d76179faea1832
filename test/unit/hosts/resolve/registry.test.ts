import assert from "node:assert/strict";
import { test } from "node:test";
import { fillRegistry, sendsNamespace, triedSchemes } from "../../../../src/hosts/resolve/registry.ts";
import { resolveHosts, unsaidHost } from "../../../../src/hosts/resolve/resolveHosts.ts";
import { scanDocument } from "../../../../src/hosts/syntax/scan.ts";
import type { ContainerdVersion } from "../../../../src/hosts/versions.ts";

function root(toml: string, host: string, client?: "nerdctl") {
  const resolution = resolveHosts(scanDocument(toml), { directory: "/d", version: "2.3" });
  assert.ok("hosts" in resolution);
  const last = fillRegistry(resolution.hosts, { host, version: "2.3", ...(client === undefined ? {} : { client }) }).at(-1);
  assert.ok(last);
  return last;
}

const filledRoots: readonly (readonly [host: string, scheme: string, filled: string, skipVerify: boolean | null, tried: string])[] = [
  ["docker.io", "https", "registry-1.docker.io", null, "https"],
  ["reg.example.com:5000", "https", "reg.example.com:5000", null, "https"],
  ["localhost", "https", "localhost", true, "https"],
  ["localhost:80", "http", "localhost:80", null, "http"],
  ["localhost:443", "https", "localhost:443", true, "https"],
  ["localhost:5000", "http", "localhost:5000", true, "https,http"],
  ["127.0.0.1:5000", "http", "127.0.0.1:5000", true, "https,http"],
  ["[::1]:5000", "http", "[::1]:5000", true, "https,http"],
];

for (const [host, scheme, filled, skipVerify, tried] of filledRoots) {
  test(`a file without server, asked for ${host}`, () => {
    const last = root("# nothing\n", host);
    assert.deepEqual([last.scheme, last.host, last.path, last.skipVerify], [scheme, filled, "/v2", skipVerify]);
    assert.equal(triedSchemes(last).join(","), tried);
  });
}

test("the registry can what its containerd knows", () => {
  const capabilities = (version: ContainerdVersion) => fillRegistry([unsaidHost], { host: "r", version })[0]?.capabilities;
  assert.deepEqual(capabilities("2.1"), ["pull", "resolve", "push"]);
  assert.deepEqual(capabilities("2.2"), ["pull", "resolve", "push", "referrers"]);
  assert.deepEqual(fillRegistry([], { host: "r", version: "2.3" }), []);
});

test("nerdctl's own resolver speaks plain HTTP to loopback", () => {
  const last = root("# nothing\n", "localhost:5000", "nerdctl");
  assert.deepEqual([last.scheme, last.skipVerify, triedSchemes(last)], ["http", null, ["http"]]);
});

test("a server stays, and one without a host is replaced by the registry", () => {
  assert.equal(root('server = "https://s"\n', "docker.io").host, "s");
  const last = root('server = "httpbin.org"\ncapabilities = ["pull"]\nca = "x"\n', "reg.example.com");
  assert.deepEqual([last.host, last.path, last.ca], ["reg.example.com", "/v2", ["/d/x"]]);
  assert.deepEqual(last.capabilities, ["pull", "resolve", "push", "referrers"]);
});

test("anything said about TLS makes HTTPS the first try of an http URL", () => {
  const schemes = (toml: string): string => {
    const resolution = resolveHosts(scanDocument(toml), { directory: "/d", version: "2.3" });
    return "hosts" in resolution && resolution.hosts[0] !== undefined ? triedSchemes(resolution.hosts[0]).join(",") : "";
  };
  assert.equal(schemes('[host."http://m"]\n'), "http");
  assert.equal(schemes('[host."http://m"]\nskip_verify = false\n'), "https,http");
  assert.equal(schemes('[host."http://m"]\nca = []\n'), "https,http");
  assert.equal(schemes('[host."http://m"]\nclient = []\n'), "http");
  assert.equal(schemes('[host."http://m"]\nclient = "c.pem"\n'), "https,http");
  assert.equal(schemes('[host."http://m:80"]\nca = "x"\n'), "http");
  assert.equal(schemes('[host."https://m"]\nca = "x"\n'), "https");
});

test("sends the namespace to every host but the registry itself", () => {
  assert.equal(sendsNamespace("m", "docker.io"), true);
  assert.equal(sendsNamespace("registry-1.docker.io", "docker.io"), false);
  assert.equal(sendsNamespace("reg", "reg"), false);
  assert.equal(sendsNamespace("reg:443", "reg"), true);
});
