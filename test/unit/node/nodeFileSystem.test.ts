import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import { nodeFileSystem } from "../../../src/node/nodeFileSystem.ts";

function directoryFor(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), "files-"));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

void describe("nodeFileSystem", () => {
  void test("creates a file once, with its mode, and replaces by renaming", { skip: process.platform === "win32" }, async (t) => {
    const directory = directoryFor(t);
    const [from, to] = [join(directory, "from"), join(directory, "to")];
    writeFileSync(to, "old");
    await nodeFileSystem.createFile(from, Buffer.from("new"), 0o600, true);
    await assert.rejects(nodeFileSystem.createFile(from, Buffer.from("again"), 0o600, false), { code: "EEXIST" });
    assert.equal(statSync(from).mode & 0o777, 0o600);
    await nodeFileSystem.rename(from, to);
    assert.equal(readFileSync(to, "utf8"), "new");
    await nodeFileSystem.changeMode(to, 0o640);
    const { kind, size, mode } = await nodeFileSystem.stat(to);
    assert.deepEqual({ kind, size, mode }, { kind: "file", size: 3, mode: 0o640 });
    await nodeFileSystem.remove(to);
    assert.deepEqual(readdirSync(directory), []);
  });

  void test("tells files, directories and links apart", { skip: process.platform === "win32" }, async (t) => {
    const directory = directoryFor(t);
    const link = join(directory, "link");
    await nodeFileSystem.makeDirectory(join(directory, "a", "b"), 0o700);
    await nodeFileSystem.createLink("a", link);
    await assert.rejects(nodeFileSystem.createLink("b", link), { code: "EEXIST" });
    assert.equal((await nodeFileSystem.lstat(link)).kind, "symlink");
    assert.equal((await nodeFileSystem.stat(link)).kind, "directory");
    assert.equal(await nodeFileSystem.readLink(link), "a");
    assert.equal(await nodeFileSystem.realpath(link), await nodeFileSystem.realpath(join(directory, "a")));
    assert.deepEqual((await nodeFileSystem.readDirectory(directory)).toSorted(), ["a", "link"]);
    await assert.rejects(nodeFileSystem.readFile(join(directory, "none")), { code: "ENOENT" });
  });

  void test(
    "reads a file to its end, and waits for no pipe that has taken its place",
    { skip: process.platform === "win32" },
    async (t) => {
      const directory = directoryFor(t);
      const [file, pipe] = [join(directory, "file"), join(directory, "pipe")];
      writeFileSync(file, "all of it");
      assert.equal(Buffer.from(await nodeFileSystem.readFile(file)).toString(), "all of it");
      execFileSync("mkfifo", [pipe]);
      await assert.rejects(nodeFileSystem.readFile(pipe), { code: "not-an-ordinary-file" });
      await assert.rejects(nodeFileSystem.readFile(directory), { code: "EISDIR" });
    },
  );
});
