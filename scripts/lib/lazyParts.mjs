// What the extension loads lazily, and what that costs.
import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./setup.mjs";
import { listZip } from "./zip.mjs";

/** Smaller ones are not worth a line. */
const leastBytes = 20_000;

/** @typedef {{ readonly name: string, readonly bytes: number, readonly packed: number }} LazyPart */

/**
 * The parts behind an `import()`, the largest first: each with what it imports statically and what does not load at the start.
 * @param {string} vsix the package @returns {readonly LazyPart[]}
 */
export function lazyParts(vsix) {
  /** @type {import("esbuild").Metafile} */
  const { outputs } = JSON.parse(readFileSync(path.join(root, "out/bundle.json"), "utf8"));
  const packed = new Map(listZip(vsix).map(({ name, compressed }) => [name.replace(/^extension\//, ""), compressed]));
  const atStart = loadedWith("dist/extension.js", outputs);
  const targets = Object.values(outputs).flatMap(({ imports }) => imports.filter(({ kind }) => kind === "dynamic-import"));
  const files = [...new Set(targets.map((target) => target.path))].filter((file) => outputs[file] !== undefined);
  return files
    .map((file) => {
      const loaded = [...loadedWith(file, outputs)].filter((each) => !atStart.has(each));
      const sum = (/** @type {(each: string) => number} */ sizeOf) => loaded.map(sizeOf).reduce((total, each) => total + each, 0);
      const name = outputs[file]?.entryPoint ?? path.basename(file);
      return { name, bytes: sum((each) => outputs[each]?.bytes ?? 0), packed: sum((each) => packed.get(each) ?? 0) };
    })
    .filter(({ bytes }) => bytes >= leastBytes)
    .toSorted((a, b) => b.bytes - a.bytes);
}

/** @param {string} file @param {import("esbuild").Metafile["outputs"]} outputs @param {Set<string>} [seen] @returns {Set<string>} */
function loadedWith(file, outputs, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const { path: imported, kind, external } of outputs[file]?.imports ?? [])
    if (kind === "import-statement" && external !== true) loadedWith(imported, outputs, seen);
  return seen;
}
