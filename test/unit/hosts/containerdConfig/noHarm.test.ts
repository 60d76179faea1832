import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { isRead } from "../../../../src/hosts/containerdConfig/criTables.ts";
import type { InspectedConfig } from "../../../../src/hosts/containerdConfig/inspectConfig.ts";
import { criNames } from "../../../../src/hosts/containerdConfig/mergeConfig.ts";
import { kubernetesReading } from "../../../../src/hosts/containerdConfig/kubernetes.ts";
import { loadContainerdConfig } from "../../../../src/hosts/containerdConfig/loadConfig.ts";
import { configOffers } from "../../../../src/hosts/containerdConfig/offers.ts";
import { applyEdits } from "../../../../src/hosts/syntax/edits.ts";
import { containerdVersions } from "../../../../src/hosts/versions.ts";
import { memoryFiles } from "../resolve/memoryFiles.ts";
import { cases } from "./findingCases.ts";
import { inspect, main, placeOf } from "./inspected.ts";

const recorded = readFileSync(new URL("../../../fixtures/hosts/containerdConfigs.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as { readonly name: string; readonly files: Readonly<Record<string, string>> });

interface Text {
  readonly path: string;
  readonly text: string;
  readonly files: Readonly<Record<string, string>>;
}

const corpus: readonly Text[] = [
  ...recorded.flatMap(({ files }) => {
    const placed = Object.fromEntries(Object.entries(files).map(([path, text]) => [`/etc/containerd/${path}`, text]));
    return Object.entries(placed).map(([path, text]) => ({ path, text, files: placed }));
  }),
  ...cases.map(({ path = main, text, files = {} }) => ({ path, text, files })),
];

const works = ({ reading }: InspectedConfig): boolean => reading.kind === "roots";
/** What no fix may add; a directory can still be made. */
const faults = ({ findings }: InspectedConfig): readonly string[] =>
  findings.filter(({ code, severity }) => severity !== "information" && code !== "config-path-missing").map(({ code }) => code);

test("no fix makes Kubernetes read less, or brings another fault", async () => {
  let offered = 0;
  for (const { path, text, files } of corpus) {
    for (const version of containerdVersions) {
      const place = { path, files, version };
      const before = await inspect(text, place);
      for (const finding of before.findings) {
        for (const { title, edits } of await configOffers(before, placeOf(place))(finding)) {
          offered++;
          const name = `${version} ${title}\n${text}`;
          const after = await inspect(applyEdits(text, edits), place);
          assert.ok(works(after) || !works(before), name);
          const [was, is] = [faults(before), faults(after)];
          for (const code of new Set(is)) assert.ok(count(is, code) <= count(was, code), `${code} ${name}`);
          const isGone =
            after.findings.filter(({ code }) => code === finding.code).length <
            before.findings.filter(({ code }) => code === finding.code).length;
          assert.ok(isGone || (works(after) && !works(before)) || before.reading.kind !== after.reading.kind, name);
        }
      }
    }
  }
  assert.ok(offered > 200, `${offered}`);
});

function count(codes: readonly string[], code: string): number {
  return codes.filter((each) => each === code).length;
}

test("says that a table is read just where what it says is read", async () => {
  for (const version of containerdVersions) {
    for (const own of [0, 1, 2, 3, 4]) {
      for (const name of Object.values(criNames)) {
        const text = `${own === 0 ? "" : `version = ${own}\n`}[plugins."${name}".registry]\nconfig_path = "/here"\n`;
        const config = await loadContainerdConfig(memoryFiles({ [main]: text }), main, version);
        if (config.fault !== undefined) continue;
        const reading = kubernetesReading(config, version);
        const expected = reading.kind === "roots" && reading.configPath === "/here";
        assert.equal(isRead(name, { own, merged: config.fileVersion, version }), expected, `${version} ${text}`);
      }
    }
  }
});

test("never throws, and ends soon, on texts that are cut off anywhere", async () => {
  for (const { text } of cases) {
    for (let end = 0; end < text.length; end += 7) await inspect(text.slice(0, end));
  }
});
