import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { filesIn, type FileNode, imagePathOf, filesBelow } from "../../../../../src/services/content/files/fileNode.ts";
import { FileTree } from "../../../../../src/services/content/files/fileTree.ts";
import type { TarEntry } from "../../../../../src/services/content/files/tarEntries.ts";

type Line = string | readonly [path: string, target: string];

/** `a/` is a directory, `a` a file with as many bytes as its path has, `["a", "b"]` a symbolic link, `["a", "=b"]` a hard one. */
function entryOf(line: Line): TarEntry {
  const path = typeof line === "string" ? line : line[0];
  const target = typeof line === "string" ? undefined : line[1];
  const kind = target === undefined ? (path.endsWith("/") ? "directory" : "file") : target.startsWith("=") ? "hardlink" : "symlink";
  const common = { path, kind, mode: 0o644, uid: 0, gid: 0, mtime: 0, target: target?.replace(/^=/, "") } as const;
  return { ...common, size: kind === "file" ? path.length : 0, offset: kind === "file" ? 512 : undefined };
}

function treeOf(layers: readonly (readonly Line[])[], maxBytes?: number): FileTree {
  const tree = new FileTree(maxBytes);
  for (const [index, lines] of layers.entries()) for (const line of lines) tree.apply(index, entryOf(line));
  return tree;
}

function shown(tree: FileTree): string[] {
  const isThere = ({ kind }: FileNode): boolean => kind !== "removed";
  const nodes = [...filesBelow(tree.root, isThere)].filter((node) => node !== tree.root);
  return nodes.map((node) => `${imagePathOf(node)}${node.kind === "directory" ? "/" : ""} ${node.layer}`).toSorted();
}

describe("the files of an image", () => {
  const cases: readonly { title: string; layers: readonly (readonly Line[])[]; is: readonly string[] }[] = [
    { title: "missing directories are there", layers: [["./a/b/c"], ["/d"]], is: ["/a/ 0", "/a/b/ 0", "/a/b/c 0", "/d 1"] },
    { title: "a file is replaced", layers: [["a"], ["a"]], is: ["/a 1"] },
    { title: "a whiteout removes what a lower layer has", layers: [["a", "b"], [".wh.a"]], is: ["/b 0"] },
    { title: "a whiteout removes a directory", layers: [["d/a", "d/e/b", "c"], [".wh.d"]], is: ["/c 0"] },
    {
      title: "a whiteout leaves what its own layer has, before it or behind it",
      layers: [["d/a"], ["d/b", ".wh.d", "d/c"]],
      is: ["/d/ 0", "/d/b 1", "/d/c 1"],
    },
    { title: "what was removed can come again", layers: [["a"], [".wh.a"], ["a"]], is: ["/a 2"] },
    { title: "a layer that removes a file and has it", layers: [["a"], [".wh.a", "a"]], is: ["/a 1"] },
    {
      title: "an opaque directory",
      layers: [
        ["d/a", "d/e/b"],
        ["d/c", "d/.wh..wh..opq", "d/e/f"],
      ],
      is: ["/d/ 0", "/d/c 1", "/d/e/ 1", "/d/e/f 1"],
    },
    {
      title: "an opaque root",
      layers: [
        ["a", "d/b"],
        [".wh..wh..opq", "c"],
      ],
      is: ["/c 1"],
    },
    { title: "a whiteout makes no directory", layers: [["a"], ["d/.wh.a", "d/.wh..wh..opq"]], is: ["/a 0"] },
    { title: "AUFS's own files are none", layers: [[".wh..wh.plnk", ".wh..wh.aufs", "a"]], is: ["/a 0"] },
    { title: "a file in the place of a directory", layers: [["d/a"], ["d"]], is: ["/d 1"] },
    { title: "a directory in the place of a file", layers: [["d"], ["d/"], ["d/a"]], is: ["/d/ 1", "/d/a 2"] },
    { title: "an entry below a file puts a directory in its place", layers: [["d"], ["d/a"]], is: ["/d/ 1", "/d/a 1"] },
    {
      title: "a link on the way is followed",
      layers: [["usr/lib/a", ["lib", "usr/lib"]], ["lib/b"]],
      is: ["/lib 0", "/usr/ 0", "/usr/lib/ 0", "/usr/lib/a 0", "/usr/lib/b 1"],
    },
    {
      title: "an absolute link stays in the image",
      layers: [[["lib", "/usr/lib"]], ["lib/b"]],
      is: ["/lib 0", "/usr/ 1", "/usr/lib/ 1", "/usr/lib/b 1"],
    },
    {
      title: "a link upwards stays in the image",
      layers: [[["a/up", "../../../etc"]], ["a/up/b"]],
      is: ["/a/ 0", "/a/up 0", "/etc/ 1", "/etc/b 1"],
    },
    {
      title: "a link whose target ends in ..",
      layers: [["x/y/z", ["l", "x/y/.."]], ["l/b"]],
      is: ["/l 0", "/x/ 0", "/x/b 1", "/x/y/ 0", "/x/y/z 0"],
    },
    {
      title: "paths that lead out of the image do not",
      layers: [["../../etc/passwd", "a/../../b", "..", "a/.."]],
      is: ["/a/ 0", "/b 0", "/etc/ 0", "/etc/passwd 0"],
    },
    { title: "links in a circle lead nowhere", layers: [[["a", "b"], ["b", "a"], "a/x"]], is: ["/a 0", "/b 0"] },
    { title: "a link is replaced, not followed, where it is the name itself", layers: [["t", ["a", "t"]], ["a"]], is: ["/a 1", "/t 0"] },
    { title: "a hard link is there, also when its file goes", layers: [["a", ["b", "=a"]], [".wh.a"]], is: ["/b 0"] },
    { title: "a hard link to nothing is left out", layers: [["a", ["b", "=c"]]], is: ["/a 0"] },
    {
      title: "names of JavaScript's own",
      layers: [["__proto__/constructor", "toString"], [".wh.toString"]],
      is: ["/__proto__/ 0", "/__proto__/constructor 0"],
    },
  ];
  for (const { title, layers, is } of cases) {
    test(title, () => {
      const tree = treeOf(layers);
      assert.deepEqual(shown(tree), is.toSorted());
      assert.equal(tree.size, is.length);
    });
  }

  test("a file says what it hides, through removals, and in which layer", () => {
    const tree = treeOf([["a"], ["a", "a"], [".wh.a"], ["a"]]);
    const chain: number[] = [];
    for (let at = tree.find("/a"); at !== undefined; at = at.hides) chain.push(at.layer);
    assert.deepEqual(chain, [3, 1, 0]);
  });

  test("a hard link has its file's content, and costs nothing", () => {
    const tree = treeOf([["file"], [["link", "=file"]]]);
    const link = tree.find("link");
    assert.deepEqual([link?.kind, link?.size, link?.stored, link?.content?.layer, link?.layer, link?.target], ["file", 4, 0, 0, 1, "file"]);
  });

  test("what layers have changed", () => {
    const tree = treeOf([
      ["d/one", "two"],
      ["two", "three", ".wh.d"],
      ["three", "three"],
    ]);
    assert.deepEqual(tree.changes, [
      { added: 3, changed: 0, removed: 0, bytes: 8, hiddenBytes: 0, leftOut: 0 },
      { added: 1, changed: 1, removed: 1, bytes: 8, hiddenBytes: 8, leftOut: 0 },
      { added: 0, changed: 1, removed: 0, bytes: 5, hiddenBytes: 5, leftOut: 0 },
    ]);
  });

  test("directories know which layers have changed something in them", () => {
    const tree = treeOf([["a/b/c"], ["a/d"], ["a/b/.wh.c"]]);
    const by = (path: string): number[] => [...(tree.find(path)?.changedBy ?? [])];
    assert.deepEqual(
      [by("/"), by("/a"), by("/a/b")],
      [
        [0, 1, 2],
        [0, 1, 2],
        [0, 2],
      ],
    );
  });

  test("links are followed where a path is looked up", () => {
    const tree = treeOf([["usr/bin/sh", ["bin", "usr/bin"], ["up", "usr/.."]]]);
    assert.equal(imagePathOf(tree.find("/bin/sh") as FileNode), "/usr/bin/sh");
    assert.equal(tree.find("/bin")?.kind, "symlink");
    assert.equal(tree.find("/up/bin/..")?.name, "usr");
    assert.equal(tree.find("/nothing/here"), undefined);
  });

  test("a full tree counts what it leaves out, and still removes and replaces", () => {
    const names = Array.from({ length: 1_000 }, (_, index) => `f${index}`);
    const tree = treeOf([names, ["f0", ".wh.f1"]], 50_000);
    const [first] = tree.changes;
    assert.ok((first?.leftOut ?? 0) > 500);
    assert.equal((first?.leftOut ?? 0) + (first?.added ?? 0), 1_000);
    assert.equal(tree.find("f1"), undefined);
    assert.deepEqual([tree.find("f0")?.layer, tree.find("f0")?.hides], [1, undefined]);
    assert.equal(filesIn(tree.root).length, tree.size);
  });

  test("a path longer than Linux takes is left out", () => {
    assert.equal(treeOf([["x/".repeat(3_000)]]).changes[0]?.leftOut, 1);
  });
});
