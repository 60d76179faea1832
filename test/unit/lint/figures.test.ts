import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { components, figuresOf, floors, lineOf, within } from "../../../scripts/lint/figures.mjs";
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

test("the code holds its figures", () => {
  const figures = figuresOf(path.join(import.meta.dirname, "../../.."));
  assert.ok(figures.length >= 7);
  for (const figure of figures) assert.ok(figure.value <= figure.limit, lineOf(figure));
});
