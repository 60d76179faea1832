import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { atOnce } from "../../../../../src/core/slices.ts";
import { imagePathOf } from "../../../../../src/services/content/files/fileNode.ts";
import { FileTree } from "../../../../../src/services/content/files/fileTree.ts";
import { findFiles } from "../../../../../src/services/content/files/findFiles.ts";
import { hexDump } from "../../../../../src/services/content/files/hexDump.ts";
import type { TarEntry } from "../../../../../src/services/content/files/tarEntries.ts";
import { wastedSpace } from "../../../../../src/services/content/files/wastedSpace.ts";

function treeOf(layers: readonly (readonly string[])[]): FileTree {
  const tree = new FileTree();
  const common = { mode: 0o644, uid: 0, gid: 0, mtime: 0, target: undefined, offset: 512 } as const;
  for (const [index, paths] of layers.entries()) {
    for (const path of paths)
      tree.apply(index, { ...common, path, kind: path.endsWith("/") ? "directory" : "file", size: path.length } satisfies TarEntry);
  }
  return tree;
}

describe("what is looked for in a tree of files", () => {
  const found = (tree: FileTree, text: string, most = 10): string[] => atOnce(findFiles(tree, text, most)).map(imagePathOf);

  test("files whose path has all words, the shortest first", () => {
    const tree = treeOf([["usr/lib/node/index.js", "app/Index.js", "app/main.js", "usr/index/", "gone/index.js"], ["gone/.wh.index.js"]]);
    assert.deepEqual(found(tree, "index"), ["/app/Index.js", "/usr/lib/node/index.js"]);
    assert.deepEqual(found(tree, "LIB js"), ["/usr/lib/node/index.js"]);
    assert.deepEqual(found(tree, "js", 1), ["/app/main.js"]);
    assert.deepEqual([found(tree, ""), found(tree, "  "), found(tree, "nothing")], [[], [], []]);
  });

  test("links that make a path longer and longer end somewhere", () => {
    const tree = treeOf([["a"]]);
    const link = { kind: "symlink", size: 0, mode: 0o777, uid: 0, gid: 0, mtime: 0, offset: undefined } as const;
    for (let index = 0; index < 20; index++) {
      const target = `${index === 0 ? "" : `l${index - 1}/`}${"d/".repeat(400)}`;
      tree.apply(0, { ...link, path: `l${index}`, target });
      tree.apply(0, { ...link, path: `l${index}/f`, kind: "file", target: undefined });
    }
    const deepest = found(tree, "f", 100).map((path) => path.split("/").length);
    assert.ok(Math.max(0, ...deepest) <= 502);
    assert.ok(tree.changesOf(0).leftOut > 0);
  });
});

describe("wasted space", () => {
  test("what layers hold that is replaced or removed, the largest first", () => {
    const tree = treeOf([
      ["big/one", "big/two", "small", "kept"],
      ["small", "small"],
      [".wh.big", "small"],
    ]);
    const { paths, total, bytes } = atOnce(wastedSpace(tree));
    assert.deepEqual(
      paths.map((each) => [each.path, each.bytes]),
      [
        ["/big", 14],
        ["/small", 10],
      ],
    );
    assert.deepEqual([total, bytes], [2, 24]);
  });
});

test("bytes in hexadecimal, as hexdump -C has them", () => {
  const text = hexDump(Buffer.from("\u007fELF and some more text\n"));
  assert.equal(
    text,
    "00000000  7f 45 4c 46 20 61 6e 64  20 73 6f 6d 65 20 6d 6f  |.ELF and some mo|\n00000010  72 65 20 74 65 78 74 0a                           |re text.|\n",
  );
});
