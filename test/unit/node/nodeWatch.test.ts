import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import { nodeWatch } from "../../../src/node/nodeWatch.ts";

interface Watched {
  readonly directory: string;
  readonly path: string;
  /** Resolves at the next change. */
  readonly next: () => Promise<void>;
}

function watched(t: TestContext, prepare: (directory: string) => string): Watched {
  const directory = mkdtempSync(join(tmpdir(), "watch-"));
  const path = prepare(directory);
  // The watcher keeps no process alive; the test must.
  const alive = setInterval(() => {}, 1000);
  const waiting: (() => void)[] = [];
  const watcher = nodeWatch.watchFile(path, () => waiting.splice(0).forEach((resolve) => resolve()));
  t.after(() => {
    clearInterval(alive);
    watcher.dispose();
    rmSync(directory, { recursive: true, force: true });
  });
  return { directory, path, next: () => new Promise<void>((resolve) => void waiting.push(resolve)) };
}

function written(directory: string): string {
  const path = join(directory, "config.json");
  writeFileSync(path, "1");
  return path;
}

function replace(path: string, text: string): void {
  writeFileSync(`${path}.tmp`, text);
  renameSync(`${path}.tmp`, path);
}

void describe("nodeWatch", { timeout: 10_000 }, () => {
  void test("sees writing, replacing and removing", async (t) => {
    const { path, next } = watched(t, written);
    let seen = next();
    appendFileSync(path, "2");
    await seen;
    for (const text of ["3", "4"]) {
      seen = next();
      replace(path, text);
      await seen;
    }
    seen = next();
    rmSync(path);
    await seen;
  });

  void test("sees a file whose directory did not exist", async (t) => {
    const { directory, path, next } = watched(t, (root) => join(root, "deep", "er", "config.json"));
    const seen = next();
    mkdirSync(join(directory, "deep", "er"), { recursive: true });
    writeFileSync(path, "1");
    await seen;
  });

  void test("sees a change of a link's target", async (t) => {
    const { directory, next } = watched(t, (root) => {
      mkdirSync(join(root, "real"));
      writeFileSync(join(root, "real", "config.json"), "1");
      symlinkSync(join("real", "config.json"), join(root, "config.json"));
      return join(root, "config.json");
    });
    const seen = next();
    replace(join(directory, "real", "config.json"), "2");
    await seen;
  });

  void test("survives the directory's removal and return", async (t) => {
    const { directory, path, next } = watched(t, (root) => {
      mkdirSync(join(root, "d"));
      return written(join(root, "d"));
    });
    let seen = next();
    rmSync(join(directory, "d"), { recursive: true });
    await seen;
    seen = next();
    mkdirSync(join(directory, "d"));
    writeFileSync(path, "back");
    await seen;
  });

  void test("is silent about other files, and after it was disposed", async (t) => {
    const { directory, path, next } = watched(t, written);
    let changes = 0;
    const watcher = nodeWatch.watchFile(path, () => changes++);
    let seen = next();
    writeFileSync(join(directory, "other"), "1");
    appendFileSync(path, "2");
    await seen;
    watcher.dispose();
    const before = changes;
    assert.ok(before <= 1);
    seen = next();
    appendFileSync(path, "3");
    await seen;
    assert.equal(changes, before);
  });
});
