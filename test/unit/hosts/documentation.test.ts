import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { configSeverities } from "../../../src/hosts/containerdConfig/checks/codes.ts";
import { fixesByCode } from "../../../src/hosts/features/codeActions.ts";
import { registriesSeverities } from "../../../src/hosts/k3s/codes.ts";
import { severities } from "../../../src/hosts/findings.ts";
import { configs, fileCases, places } from "./features/fileFindings.ts";
import { textFindings } from "./features/textFindings.ts";

/** A code of the files is shown both ways in each row of its table; that of a place, in rows of its own. */
const fileCodes: readonly string[] = [
  ...fileCases.flatMap(([[code]]) => code),
  ...places.flatMap(([, code]) => code ?? []),
  "directory-not-configured",
  // Its example has a megabyte: test/server/largeFiles.test.ts.
  "file-too-large",
];

test("every code has its paragraph, under its own name", () => {
  const text = readFileSync(new URL("../../../docs/hosts-toml.md", import.meta.url), "utf8");
  const paragraphs = new Set([...text.matchAll(/^### (\S+)\n(.+)/gm)].map(([, code]) => code));
  assert.deepEqual(
    paragraphs,
    new Set([...Object.keys(severities), ...Object.keys(configSeverities), ...Object.keys(registriesSeverities)]),
  );
});

test("every code has an example that fires it, and one that just does not", () => {
  const shown = new Set([...textFindings.map(({ code }): string => code), ...fileCodes]);
  assert.deepEqual(shown, new Set(Object.keys(severities)));
  assert.ok(places.some(([, code]) => code === undefined));
  assert.deepEqual(new Set(configs.map(([, , fires]) => fires)), new Set([true, false]));
});

test("every code has an example of its whole message", () => {
  const said = textFindings.flatMap(({ code, says }): string[] => (says === undefined ? [] : [code]));
  assert.deepEqual(new Set([...said, ...fileCodes]), new Set(Object.keys(severities)));
});

test("every fix has an example of what it makes, and of what containerd tries then", () => {
  const fixed = new Set(textFindings.flatMap(({ code, fixed: after }): string[] => (after === undefined ? [] : [code])));
  assert.deepEqual(fixed, new Set(Object.keys(fixesByCode)));
});
