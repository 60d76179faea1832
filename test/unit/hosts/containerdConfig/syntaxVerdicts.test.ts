import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { containerdVersions } from "../../../../src/hosts/versions.ts";
import { inspect } from "./inspected.ts";

const texts = readFileSync(new URL("../../../fixtures/toml-test/verdicts.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .flatMap((line) => (JSON.parse(line) as { readonly text?: string }).text ?? []);

for (const version of containerdVersions) {
  test(`says of each configuration that containerd ${version} cannot read what is wrong with it, and of no other`, async () => {
    assert.ok(texts.length > 500);
    for (const text of texts) {
      const { config, findings } = await inspect(text, { version });
      const isSaid = findings.some(({ code }) => code === "config-syntax");
      assert.equal(isSaid, config.fault?.code === "not-toml", text);
    }
  });
}
