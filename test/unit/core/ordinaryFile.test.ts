import assert from "node:assert/strict";
import { test } from "node:test";
import type { FileReader, FileStat } from "../../../src/core/fileSystem.ts";
import { readOrdinaryFile } from "../../../src/core/ordinaryFile.ts";

const stat: FileStat = { kind: "file", size: 3, mode: 0o644, uid: 0, gid: 0, mtimeMs: 0, inode: 1 };

/** Files that all have these properties, and the paths that were opened. */
function filesLike(properties: Partial<FileStat>): { readonly files: FileReader; readonly opened: string[] } {
  const opened: string[] = [];
  const files: FileReader = {
    stat: () => Promise.resolve({ ...stat, ...properties }),
    readFile: (path) => {
      opened.push(path);
      return Promise.resolve(new Uint8Array([1, 2, 3]));
    },
    readDirectory: () => Promise.resolve([]),
  };
  return { files, opened };
}

test("reads an ordinary file", async () => {
  const { files, opened } = filesLike({});
  for (const path of ["/a", "/dev/shm/a", "C:\\a"]) assert.equal((await readOrdinaryFile(files, path)).length, 3);
  assert.deepEqual(opened, ["/a", "/dev/shm/a", "C:\\a"]);
});

const refused: readonly (readonly [what: string, path: string, properties: Partial<FileStat>, code: string])[] = [
  ["a directory", "/a", { kind: "directory" }, "is-a-directory"],
  ["a pipe", "/a", { kind: "other" }, "not-an-ordinary-file"],
  ["a giant", "/a", { size: 2 ** 40 }, "file-too-large"],
  ["a UNC path", "\\\\server\\share\\a", {}, "path-refused"],
  ["the same with slashes", "//server/share/a", {}, "path-refused"],
  ["a device path of Windows", "\\\\.\\pipe\\a", {}, "path-refused"],
  ["a device", "/dev/zero", {}, "path-refused"],
  ["what the kernel makes up", "/proc/self/environ", {}, "path-refused"],
  ["a path with a zero byte", "/a\0b", {}, "path-refused"],
];

for (const [what, path, properties, code] of refused) {
  test(`does not open ${what}`, async () => {
    const { files, opened } = filesLike(properties);
    await assert.rejects(readOrdinaryFile(files, path), { code, params: { path } });
    assert.deepEqual(opened, []);
  });
}

test("a file without a size is empty, whatever reading it would give", async () => {
  const { files, opened } = filesLike({ size: 0 });
  assert.equal((await readOrdinaryFile(files, "/link-into-proc")).length, 0);
  assert.deepEqual(opened, []);
});
