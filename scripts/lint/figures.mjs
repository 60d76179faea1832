// Prints the figures that docs/ARCHITECTURE.md holds the code to, and fails where one is missed.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { extensionBundle } from "../lib/bundles.mjs";
import { figuresOfPlaces } from "./places.mjs";
import { sharedNames } from "./sharedNames.mjs";

const root = path.resolve(fileURLToPath(import.meta.url), "../../..");
const importing = /(?:\bfrom|\bimport\()\s*"(\.[^"]+\.ts)"/g;

/** @typedef {Map<string, readonly string[]>} Graph each file below src with those that it imports, types and lazy ones included */
/** @typedef {{ name: string, value: number, limit: number, unit?: string, of?: string }} Figure */

/** @param {string} source the folder src @returns {Graph} */
export function readImports(source) {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.endsWith(".d.ts"),
  );
  return new Map(
    files.map((name) => {
      const file = name.replaceAll("\\", "/");
      const text = readFileSync(path.join(source, file), "utf8");
      const imported = [...text.matchAll(importing)].map(([, specifier = ""]) => path.posix.join(path.posix.dirname(file), specifier));
      return [file, [...new Set(imported)]];
    }),
  );
}

/** @param {Graph} graph @returns {readonly (readonly string[])[]} groups of files that import each other, in the order of who stands above whom (Tarjan) */
export function components(graph) {
  /** @type {Map<string, { index: number, low: number, onStack: boolean }>} */
  const seen = new Map();
  /** @type {string[]} */
  const stack = [];
  /** @type {string[][]} */
  const found = [];
  const visit = (/** @type {string} */ file) => {
    const state = { index: seen.size, low: seen.size, onStack: true };
    seen.set(file, state);
    stack.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!graph.has(next)) continue;
      const known = seen.get(next) ?? visit(next);
      if (known.onStack) state.low = Math.min(state.low, known.low);
    }
    if (state.low === state.index) {
      const group = stack.splice(stack.indexOf(file));
      for (const each of group) /** @type {{ onStack: boolean }} */ (seen.get(each)).onStack = false;
      found.push(group);
    }
    return state;
  };
  for (const file of graph.keys()) if (!seen.has(file)) visit(file);
  return found;
}

/**
 * A place stands on the floor above all that it imports; what imports each other shares one.
 * @param {Graph} graph @returns {number}
 */
export function floors(graph) {
  /** @type {Map<string, number>} */
  const floorOf = new Map();
  for (const group of components(graph)) {
    const below = group.flatMap((file) => graph.get(file) ?? []).filter((file) => !group.includes(file));
    const floor = 1 + Math.max(0, ...below.map((file) => floorOf.get(file) ?? 0));
    for (const file of group) floorOf.set(file, floor);
  }
  return Math.max(0, ...floorOf.values());
}

/** @param {Graph} graph @param {string} folder "" for src itself @returns {Graph} its files and sub-folders as the nodes */
export function within(graph, folder) {
  const prefix = folder === "" ? "" : `${folder}/`;
  const nodeOf = (/** @type {string} */ file) =>
    file.startsWith(prefix) ? prefix + file.slice(prefix.length).split("/", 1)[0] : undefined;
  /** @type {Map<string, Set<string>>} */
  const nodes = new Map();
  for (const [file, imports] of graph) {
    const node = nodeOf(file);
    if (node === undefined) continue;
    const targets = nodes.get(node) ?? new Set();
    nodes.set(node, targets);
    for (const each of imports) {
      const target = nodeOf(each);
      if (target !== undefined && target !== node) targets.add(target);
    }
  }
  return new Map([...nodes].map(([node, targets]) => [node, [...targets]]));
}

/** @param {import("esbuild").Metafile["outputs"]} outputs @param {string} entry @returns {number} bytes of what loads with the entry */
export function startBytes(outputs, entry) {
  const loaded = new Set([entry]);
  for (const file of loaded) {
    for (const each of outputs[file]?.imports ?? [])
      if (each.kind === "import-statement" && outputs[each.path] !== undefined) loaded.add(each.path);
  }
  return [...loaded].reduce((total, file) => total + (outputs[file]?.bytes ?? 0), 0);
}

/** @param {string} folder the project's @returns {Promise<readonly Figure[]>} */
export async function figuresOf(folder) {
  const source = path.join(folder, "src");
  const graph = readImports(source);
  const texts = new Map([...graph.keys()].map((file) => [file, readFileSync(path.join(source, file), "utf8")]));
  return [
    ...figuresOfImports(graph),
    ...figuresOfLines(texts),
    ...figuresOfNames(texts),
    figureOfAny(texts),
    ...figuresOfPlaces(folder),
    await figureOfBundle(folder),
  ];
}

/** @param {Graph} graph @returns {readonly Figure[]} */
function figuresOfImports(graph) {
  const folders = [...graph.keys()].map((file) => path.posix.dirname(file)).filter((folder) => folder !== ".");
  const rooms = ["", ...new Set(folders.flatMap(ancestors))];
  const [tallest] = rooms.map((room) => ({ room, count: floors(within(graph, room)) })).toSorted((a, b) => b.count - a.count);
  const services = new Set(folders.filter((folder) => folder.startsWith("services/")).map((folder) => folder.split("/")[1]));
  return [
    { name: "circles of files, types included", value: components(graph).filter(({ length }) => length > 1).length, limit: 0 },
    { name: "floors of a room, at most", value: tallest?.count ?? 0, limit: 8, of: `src/${tallest?.room ?? ""}` },
    { name: "rooms of src/services", value: services.size, limit: 11 },
  ];
}

/** @param {ReadonlyMap<string, string>} texts by the files below src @returns {readonly Figure[]} */
function figuresOfNames(texts) {
  const shared = sharedNames(texts);
  return [{ name: "exported names declared once more", value: shared.length, limit: 0, of: shared.join("; ") }];
}

/** @param {ReadonlyMap<string, string>} texts by the files below src @returns {readonly Figure[]} */
function figuresOfLines(texts) {
  const lines = [...texts].map(([file, text]) => ({ file, count: text.split("\n").length - 1 })).toSorted((a, b) => a.count - b.count);
  const none = { file: "", count: 0 };
  const longest = lines.at(-1) ?? none;
  const composition = lines.findLast(({ file }) => file.startsWith("composition/")) ?? none;
  const { count: median } = lines[Math.floor(lines.length / 2)] ?? none;
  return [
    { name: "longest file of src/composition", value: composition.count, limit: 150, unit: "lines", of: composition.file },
    { name: "median file", value: median, limit: 100, unit: "lines", of: `${lines.length} files` },
    { name: "longest file", value: longest.count, limit: 400, unit: "lines", of: longest.file },
  ];
}

/** The type `any`, which the lint refuses too: a figure shows that nothing was switched off. @param {ReadonlyMap<string, string>} texts @returns {Figure} */
export function figureOfAny(texts) {
  const found = [...texts].flatMap(([file, text]) => {
    const code = text.replaceAll(/\/\*[^]*?\*\/|\/\/.*|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, "");
    return [...code.matchAll(/(?:[:<|&,(]\s*|\bas\s+)any\b(?!\s*[.(:])/g)].map(() => file);
  });
  return { name: "uses of any", value: found.length, limit: 0, of: [...new Set(found)].join(", ") };
}

/** Of a bundle as it is shipped, which is made in memory. @param {string} folder @returns {Promise<Figure>} */
async function figureOfBundle(folder) {
  const { metafile } = await build({ ...extensionBundle(true), absWorkingDir: folder, write: false });
  const bytes = startBytes(metafile.outputs, "dist/extension.js");
  return {
    name: "what loads at the start",
    value: Math.round(bytes / 1000),
    limit: 115,
    unit: "KB",
    of: "its time: npm run bench activation",
  };
}

/** @param {string} folder @returns {string[]} it and those above it, but for the root */
function ancestors(folder) {
  const parts = folder.split("/");
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

/** @param {Figure} figure */
export function lineOf({ name, value, limit, unit = "", of = "" }) {
  const mark = value <= limit ? " " : "✖";
  return `${mark} ${name.padEnd(38)} ${String(value).padStart(5)} ${unit.padEnd(5)} (≤ ${limit})${of === "" ? "" : `  ${of}`}`;
}

if (process.argv[1] !== undefined && pathToFileURL(process.argv[1]).href === import.meta.url) {
  const figures = await figuresOf(root);
  for (const figure of figures) console.log(lineOf(figure));
  process.exitCode = figures.every(({ value, limit }) => value <= limit) ? 0 : 1;
}
