// Puts the sentences where VS Code and translators look for them.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bundleOf, collectAll } from "./strings.mjs";

/** @param {string} root the project's folder @returns {{ file: string, count: number, faults: readonly string[] }} */
export function writeStrings(root) {
  const { sentences, faults } = collectAll(root);
  const bundle = bundleOf(sentences);
  const file = path.join(root, "l10n/bundle.l10n.json");
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, bundle);
  return { file, count: Object.keys(JSON.parse(bundle)).length, faults };
}
