import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { severities } from "../../../src/hosts/findings.ts";
import { textFindings } from "./features/textFindings.ts";

const fileCodes = [
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
  assert.deepEqual(paragraphs, new Set(Object.keys(severities)));
});

test("every code has an example that fires it", () => {
  const shown = new Set([...textFindings.map(({ code }): string => code), ...fileCodes]);
  assert.deepEqual(shown, new Set(Object.keys(severities)));
});
