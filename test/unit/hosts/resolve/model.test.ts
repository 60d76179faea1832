import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { resolveHosts } from "../../../../src/hosts/resolve/resolveHosts.ts";
import { scanDocument } from "../../../../src/hosts/syntax/scan.ts";
import type { ContainerdVersion } from "../../../../src/hosts/versions.ts";

const a = '[host."https://a"]\n';
const all = "pull resolve push";

function resolved(toml: string, version: ContainerdVersion) {
  const resolution = resolveHosts(scanDocument(toml), { directory: "/d", version });
  if ("error" in resolution) return resolution.error.code;
  return resolution.hosts.slice(0, -1).map(({ host, capabilities, ca }) => [host, capabilities.join(" "), ca.join(" ")]);
}

describe("containerd 1.x", () => {
  test("tries hosts in inline tables before those that have a header", () => {
    const toml = `${a}[host]\n"https://b" = { ca = "x" }\n`;
    assert.deepEqual(resolved(toml, "1.7"), [
      ["b", all, "/d/x"],
      ["a", all, ""],
    ]);
  });

  test("takes a field in capitals, unless it stands there as it should, and in no other letters", () => {
    const cases: readonly (readonly [lines: string, capabilities: string])[] = [
      ['CAPABILITIES = ["pull"]', "pull"],
      ['capabilities = ["pull"]\nCAPABILITIES = ["push"]', "pull"],
      ['CAPABILITIES = ["push"]\ncapabilities = ["pull"]', "pull"],
      ['Capabilities = ["push"]', all],
    ];
    for (const [lines, capabilities] of cases) assert.deepEqual(resolved(`${a}${lines}\n`, "1.7"), [["a", capabilities, ""]], lines);
  });

  test("knows `host` in lower case only, where 2.x knows a host's settings in any", () => {
    const toml = `${a}[HOST."https://a"]\nca = "x"\n`;
    assert.deepEqual(resolved(toml, "1.7"), [["a", all, ""]]);
    assert.deepEqual(resolved(toml, "2.3"), [["a", `${all} referrers`, "/d/x"]]);
  });

  test("refuses a file without a `host` table, however that is written", () => {
    for (const toml of ['server = "https://s"\n', "host = 1\n", "[[host]]\n", '[other]\nca = "x"\n', "# nothing\n"])
      assert.equal(resolved(toml, "1.7"), "host-table-required", toml);
    for (const toml of ['server = "https://s"\n[host]\n', "host = {}\n"]) assert.deepEqual(resolved(toml, "1.7"), [], toml);
    assert.deepEqual(resolved('host."https://a".ca = "x"\n', "1.7"), [["a", all, "/d/x"]]);
  });
});
