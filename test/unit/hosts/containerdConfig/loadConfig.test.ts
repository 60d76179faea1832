import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { loadContainerdConfig } from "../../../../src/hosts/containerdConfig/loadConfig.ts";
import { tableName } from "../../../../src/hosts/containerdConfig/kubernetes.ts";
import { valueAt } from "../../../../src/hosts/tables.ts";
import type { ContainerdVersion } from "../../../../src/hosts/versions.ts";
import { memoryFiles } from "../resolve/memoryFiles.ts";

/** What `containerd config dump` of 1.7.29, 2.2.3 and 2.3.4 printed for these files. */
interface Dumped {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly dumps: Readonly<Partial<Record<"1.7" | "2.2" | "2.3", Dump>>>;
}

type Dump =
  | { readonly error: string }
  | { readonly config_path: string; readonly max_concurrent_downloads: number; readonly discard_unpacked_layers: boolean };

const dumped = readFileSync(new URL("../../../fixtures/hosts/containerdConfigs.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Dumped);

for (const { name, files, dumps } of dumped) {
  for (const [release, dump] of Object.entries(dumps)) {
    test(`reads ${name} as containerd ${release}`, async () => {
      const version = release as ContainerdVersion;
      const content = Object.fromEntries(Object.entries(files).map(([path, text]) => [`/c/${path}`, text]));
      const config = await loadContainerdConfig(memoryFiles(content), "/c/config.toml", version);
      if ("error" in dump) {
        assert.ok(config.fault, dump.error);
        return;
      }
      assert.equal(config.fault, undefined);
      const setting = (...path: readonly string[]): unknown => valueAt(config.plugins, tableName(config, version), ...path);
      assert.equal(setting("registry", "config_path") ?? "", dump.config_path);
      assert.equal(setting("max_concurrent_downloads") ?? 3, dump.max_concurrent_downloads);
      const discards = version === "1.7" ? setting("containerd", "discard_unpacked_layers") : setting("discard_unpacked_layers");
      assert.equal(discards ?? false, dump.discard_unpacked_layers);
    });
  }
}
