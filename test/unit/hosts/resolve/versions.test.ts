import assert from "node:assert/strict";
import { test } from "node:test";
import { resolveHosts } from "../../../../src/hosts/resolve/resolveHosts.ts";
import { scanDocument } from "../../../../src/hosts/syntax/scan.ts";
import { containerdVersions, type ContainerdVersion, parseVersion } from "../../../../src/hosts/versions.ts";

function outcome(toml: string, version: ContainerdVersion): string {
  const resolution = resolveHosts(scanDocument(toml), { directory: "/d", version });
  return "error" in resolution ? resolution.error.code : resolution.hosts.map(({ host }) => host).join(",");
}

const mirrorTable = '[host."https://m"]\n';

// Section by section, how the releases differ: [document, then the outcome for 1.7, 2.0, 2.1, 2.2, 2.3, 2.4].
const differences: readonly (readonly [toml: string, outcomes: readonly string[]])[] = [
  ['server = "https://s"\n', ["host-table-required", "s", "s", "s", "s", "s"]],
  ['[host."https://[::1]"]\n', ["ipv6-header-unsupported", "[::1],", "[::1],", "[::1],", "[::1],", "[::1],"]],
  ['host."https://a" = {}\n', ["a,", "", "", "", "", ""]],
  ["[host.a]\n[host.b]\n[host.a.header]\n", ["a,b,", "a,b,a,", "a,b,a,", "a,b,a,", "a,b,a,", "a,b,a,"]],
  [`\uFEFF${mirrorTable}`, ["m,", ...Array<string>(5).fill("byte-order-mark")]],
  [`x = 2020-02-30\n${mirrorTable}`, ["toml-syntax", ...Array<string>(5).fill("m,")]],
  [`${mirrorTable}dial_timeout = "5"\n`, ["m,", "m,", ...Array<string>(4).fill("invalid-duration")]],
  [`${mirrorTable}capabilities = ["referrers"]\n`, [...Array<string>(3).fill("requires-containerd"), "m,", "m,", "m,"]],
  [`${mirrorTable}header = {\nx = "1",\n}\n`, [...Array<string>(5).fill("toml-syntax"), "m,"]],
  [`${mirrorTable}header = {\nx = "1" }\n`, ["m,", ...Array<string>(4).fill("toml-syntax"), "m,"]],
  ["host.x = 1\n", Array<string>(6).fill("wrong-type")],
];

for (const [toml, outcomes] of differences) {
  test(`releases differ on ${JSON.stringify(toml)}`, () => {
    assert.deepEqual(
      containerdVersions.map((version) => outcome(toml, version)),
      outcomes,
    );
  });
}

test("the default capabilities have referrers since 2.2", () => {
  for (const version of containerdVersions) {
    const resolution = resolveHosts(scanDocument(mirrorTable), { directory: "/d", version });
    const expected = version === "1.7" || version < "2.2" ? ["pull", "resolve", "push"] : ["pull", "resolve", "push", "referrers"];
    assert.deepEqual("hosts" in resolution ? resolution.hosts[0]?.capabilities : undefined, expected);
  }
});

test("reads versions as programs write them", () => {
  const cases = {
    "v2.1.3": "2.1",
    "1.6.20~ds1": "1.7",
    "2.4.0-beta.0": "2.4",
    "2.9.1": "2.4",
    "3.0": "2.4",
    "2.3": "2.3",
    auto: undefined,
    "": undefined,
  };
  for (const [text, version] of Object.entries(cases)) assert.equal(parseVersion(text), version, text);
});
