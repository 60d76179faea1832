import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { stringify } from "smol-toml";
import { convertSource } from "../../../../src/hosts/convert/parseSource.ts";
import { assertSound } from "./asked.ts";

const words = [
  "mirrors",
  "configs",
  "auths",
  "endpoint",
  "rewrite",
  "tls",
  "auth",
  "ca_file",
  "cert_file",
  "key_file",
  "insecure_skip_verify",
];
const others = [
  "plugins",
  "io.containerd.grpc.v1.cri",
  "registry",
  "registry-mirrors",
  "insecure-registries",
  "prefix",
  "location",
  "mirror",
];
const hosts = [
  "docker.io",
  "r.example:5000",
  "*",
  "_default",
  "__proto__",
  "constructor",
  "u:s3cret@r.example",
  "[::1]",
  "a/b",
  "",
  "R_1.example",
];
const texts = [
  ...hosts,
  "https://m.example/v2/a",
  "http://m.example//../x/",
  "https://u:s3cret@m.example",
  "/ca.pem",
  "ca\ud800",
  "/a\u0000\n",
  "yes",
  "$1",
];

const key = fc.constantFrom(...words, ...others, ...hosts, "username", "password");
const leaf = fc.oneof(fc.constantFrom(...texts), fc.boolean(), fc.integer(), fc.constant(null));
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    leaf,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const table = fc.dictionary(fc.constantFrom(...words.slice(0, 3), ...others), value, { maxKeys: 4, noNullPrototype: true });

test("whatever a configuration says, its files are sound, and no password is in what comes of it", async () => {
  const property = fc.asyncProperty(table, async (config) => {
    const json = JSON.stringify(config);
    const plugin = { version: 2, plugins: { "io.containerd.grpc.v1.cri": { registry: JSON.parse(json) as unknown } } };
    const sources: [string, string][] = [
      ["a.json", json],
      ["a.yaml", json],
    ];
    for (const [name, toml] of [
      ["config.toml", plugin],
      ["registries.conf", { registry: [JSON.parse(json) as unknown] }],
    ] as const) {
      try {
        sources.push([name, stringify(toml)]);
      } catch {
        // TOML has no null, and no half a character.
      }
    }
    for (const [name, source] of sources) {
      const result = await convertSource(name, source);
      assert.ok(!JSON.stringify(result).includes("s3cret"), JSON.stringify(result));
      if ("conversion" in result) assertSound(result.conversion);
    }
  });
  await fc.assert(property, { numRuns: 500 });
});
