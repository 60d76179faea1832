import assert from "node:assert/strict";
import path from "node:path";
import type { Metafile } from "esbuild";
import { test } from "node:test";
import { components, figureOfAny, figuresOf, floors, lineOf, startBytes, within } from "../../../scripts/lint/figures.mjs";
import { placesOf } from "../../../scripts/lint/places.mjs";
import { sharedNames } from "../../../scripts/lint/sharedNames.mjs";

const graph = new Map([
  ["a/top.ts", ["a/middle.ts", "b/one.ts"]],
  ["a/middle.ts", ["a/ground.ts"]],
  ["a/ground.ts", []],
  ["b/one.ts", ["b/two.ts"]],
  ["b/two.ts", ["b/one.ts", "a/ground.ts"]],
]);

test("files that import each other are one group, and each stands above what it imports", () => {
  assert.deepEqual(
    components(graph)
      .filter(({ length }) => length > 1)
      .map((group) => group.toSorted()),
    [["b/one.ts", "b/two.ts"]],
  );
  assert.equal(floors(within(graph, "a")), 3);
  assert.equal(floors(within(graph, "b")), 1);
  assert.deepEqual(within(graph, "").get("a"), ["b"]);
});

test("a figure that is missed is marked", () => {
  assert.match(lineOf({ name: "circles", value: 1, limit: 0 }), /^✖ circles .*1 .*\(≤ 0\)/);
  assert.match(lineOf({ name: "circles", value: 0, limit: 0 }), /^ {2}circles/);
});

test("an exported name stands in one file only", () => {
  const texts = new Map([
    ["a.ts", "export type Table = object;\nconst local = 1;\nexport async function ask() {}\nexport const methods = [];\n"],
    ["b.ts", "interface Table {}\nconst local = 2;\n  const ask = 1;\nexport const methods = [];\n"],
    ["c.ts", "export function* ask() {}\n// type Table = 1;\n"],
  ]);
  assert.deepEqual(sharedNames(texts), ["Table (a.ts, b.ts)", "ask (a.ts, c.ts)"]);
});

test("uses of any are counted, and the word is not", () => {
  const texts = new Map([
    ["a.ts", "const a: any = b as any;\nconst c: Map<string, any> = d;\n"],
    ["b.ts", '// of any kind: any\nconst text = "as any, : any";\nawait Promise.any([]);\nconst f = (any: number) => any;\n'],
  ]);
  const { value, of } = figureOfAny(texts);
  assert.deepEqual([value, of], [3, "a.ts"]);
});

test("what loads at the start is what the entry imports statically", () => {
  const output = (bytes: number, imports: readonly (readonly [file: string, kind: string])[] = []) =>
    ({ bytes, imports: imports.map(([file, kind]) => ({ path: file, kind })) }) as unknown as Metafile["outputs"][string];
  const outputs = {
    "entry.js": output(1, [
      ["own.js", "import-statement"],
      ["lazy.js", "dynamic-import"],
    ]),
    "own.js": output(2, [["vscode", "import-statement"]]),
    "lazy.js": output(4),
  };
  assert.equal(startBytes(outputs, "entry.js"), 3);
});

test("a folder of its own is one place, and every other file that names it another", () => {
  const texts = new Map([
    ["src/zot/index.ts", ""],
    ["src/zot/login.ts", "zot"],
    ["src/catalog.ts", "import zot"],
    ["media/zot.svg", "<svg/>"],
    ["src/other.ts", "zots"],
  ]);
  assert.deepEqual(placesOf(texts, /\bzot\b/, ["src/zot/"]), ["src/zot/", "src/catalog.ts", "media/zot.svg"]);
});

test("the code holds its figures", async () => {
  const figures = await figuresOf(path.join(import.meta.dirname, "../../.."));
  assert.ok(figures.length >= 7);
  for (const figure of figures) assert.ok(figure.value <= figure.limit, lineOf(figure));
});
