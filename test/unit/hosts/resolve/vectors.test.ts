import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { resolveHosts } from "../../../../src/hosts/resolve/resolveHosts.ts";
import { scanDocument } from "../../../../src/hosts/syntax/scan.ts";
import type { ContainerdVersion } from "../../../../src/hosts/versions.ts";

type Expected = { readonly hosts: readonly unknown[] } | { readonly error: string };

/** One document with what containerd's own parser made of it, by version. */
interface Vector {
  readonly name: string;
  readonly directory: string;
  readonly toml: string;
  readonly "containerd-1.7"?: Expected;
  readonly "containerd-2.3"?: Expected;
  readonly "containerd-2.4"?: Expected;
}

const vectorsFile = process.env["HOSTS_VECTORS"] ?? new URL("../../../fixtures/hosts/resolve.jsonl", import.meta.url);
const allVectors: readonly Vector[] = readFileSync(vectorsFile, "utf8")
  .split("\n")
  .filter((line) => line.trim() !== "")
  .map((line) => JSON.parse(line) as Vector);

/** Our result in the vectors' shape. An error counts as an error, whatever its text. */
function resolved({ toml, directory }: Vector, version: ContainerdVersion): unknown {
  const resolution = resolveHosts(scanDocument(toml), { directory, version });
  if ("error" in resolution) return "error";
  return resolution.hosts.map(({ at: _at, tlsConfigured: _tls, ...host }) => host);
}

for (const version of ["1.7", "2.3", "2.4"] as const) {
  const vectors = allVectors.flatMap((vector) => {
    const expected = vector[`containerd-${version}`];
    return expected === undefined ? [] : [{ vector, expected }];
  });
  for (const { vector, expected } of vectors) {
    test(`containerd ${version}: ${vector.name}`, () => {
      assert.deepEqual(resolved(vector, version), "error" in expected ? "error" : expected.hosts);
    });
  }
}
