import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { SEVERITIES } from "../../../src/hosts/findings.ts";
import { TEXT_FINDINGS } from "./features/textFindings.ts";

const FILE_CODES = [
  "file-not-found",
  "not-a-certificate",
  "key-does-not-match",
  "certificate-expired",
  "certificate-expires-soon",
  "ca-is-not-a-ca",
  "key-readable-by-others",
  "shadowed-directory",
  "directory-not-configured",
];

test("every code has its paragraph, under its own name", () => {
  const text = readFileSync(new URL("../../../docs/hosts-toml.md", import.meta.url), "utf8");
  const paragraphs = new Set([...text.matchAll(/^### (\S+)\n(.+)/gm)].map(([, code]) => code));
  assert.deepEqual(paragraphs, new Set(Object.keys(SEVERITIES)));
});

test("every code has an example that fires it", () => {
  const shown = new Set([...TEXT_FINDINGS.map(({ code }): string => code), ...FILE_CODES]);
  assert.deepEqual(shown, new Set(Object.keys(SEVERITIES)));
});
