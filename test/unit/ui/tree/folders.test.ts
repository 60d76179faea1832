import assert from "node:assert/strict";
import { test } from "node:test";
import { array, assert as assertProperty, constantFrom, property, uniqueArray } from "fast-check";
import { firstIn, foldersTo, levelIn, startBehind } from "../../../../src/ui/tree/folders.ts";
import { rangesWithin } from "../../../../src/ui/tree/rangesWithin.ts";

interface Named {
  readonly repository: string;
}

function named(...names: readonly string[]): readonly Named[] {
  return names.map((repository) => ({ repository }));
}

/** The tree as lines, a folder with a slash behind it. */
function linesOf(items: readonly Named[], path = "", indent = ""): readonly string[] {
  const { folders, items: own } = levelIn(items, path);
  return [
    ...folders.flatMap(({ label, items: inside, path: at }) => [`${indent}${label}/`].concat(linesOf(inside, at, `${indent}  `))),
    ...own.map(({ repository }) => `${indent}${repository.slice(startBehind(path))}`),
  ];
}

test("folders stand before repositories, and those that hold nothing but another are one with it", () => {
  const items = named("hello", "team/app/api", "team/app/web", "team/tool", "org/sub/deep/one", "org/sub/deep/two", "zed/x");
  assert.deepEqual(linesOf(items), [
    "org/sub/deep/",
    "  one",
    "  two",
    "team/",
    "  app/",
    "    api",
    "    web",
    "  tool",
    "zed/",
    "  x",
    "hello",
  ]);
});

test("what is a repository and a folder is there as both", () => {
  assert.deepEqual(linesOf(named("a", "a/b", "a/b/c")), ["a/", "  b/", "    c", "  b", "a"]);
});

test("folders are in natural order, whatever the registry's", () => {
  assert.deepEqual(
    levelIn(named("v10/a", "v9/a", "v9-x/a"), "").folders.map(({ label }) => label),
    ["v9", "v9-x", "v10"],
  );
});

test("slashes with nothing beside them part no folders", () => {
  assert.deepEqual(linesOf(named("/a", "b/", "c//d", "c//e/")), ["c//", "  d", "  e/", "/a", "b/"]);
});

test("where names match, in the part that is shown", () => {
  assert.deepEqual(
    rangesWithin(
      [
        [0, 3],
        [4, 6],
        [8, 20],
      ],
      2,
      10,
    ),
    [
      [0, 1],
      [2, 4],
      [6, 8],
    ],
  );
  assert.deepEqual(rangesWithin([[0, 2]], 2, 10), []);
});

test("a name that is too long for one has no folders", () => {
  const name = "a/".repeat(200) + "b";
  assert.deepEqual(linesOf(named("a/c", name)), ["a/", "  c", name]);
});

test("where a repository that is not there would be", () => {
  const items = named("a/b/c", "a/b/d", "a/bc/x");
  const pathsTo = (repository: string) => foldersTo(items, repository).map(({ path }) => path);
  assert.deepEqual([pathsTo("a/b/e"), pathsTo("a/x"), pathsTo("x/y"), pathsTo("a")], [["a", "a/b"], ["a"], [], []]);
});

test("ten thousand repositories in one folder, or in as many", () => {
  const flat = named(...Array.from({ length: 10_000 }, (_, index) => `team/app-${index}`));
  const [folder] = levelIn(flat, "").folders;
  assert.equal(levelIn(flat, folder?.path ?? "").items.length, 10_000);
  const deep = named(...Array.from({ length: 10_000 }, (_, index) => `${index}/app`));
  assert.equal(levelIn(deep, "").folders.length, 10_000);
});

test("every repository stands in one place, which can be found by its name", () => {
  const names = array(constantFrom("a", "b", "/"), { minLength: 1, maxLength: 7 }).map((characters) => characters.join(""));
  assertProperty(
    property(uniqueArray(names, { minLength: 1, maxLength: 12 }), (all) => {
      const items = named(...all);
      const found: string[] = [];
      const walk = (inside: readonly Named[], path: string, above: readonly string[]): void => {
        const { folders, items: own } = levelIn(inside, path);
        for (const { repository } of own) {
          found.push(repository);
          assert.deepEqual(
            foldersTo(items, repository).map((folder) => folder.path),
            above,
          );
          assert.notEqual(repository.slice(startBehind(path)), "");
        }
        for (const folder of folders) {
          assert.equal(folder.path.slice(startBehind(path)), folder.label);
          assert.notEqual(folder.label, "");
          walk(folder.items, folder.path, [...above, folder.path]);
        }
      };
      walk(items, "", []);
      assert.deepEqual(found.toSorted(), all.toSorted());
      assert.notEqual(firstIn(items), undefined);
    }),
    { numRuns: 3000 },
  );
});
