import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import { nodeWatch } from "../../../src/node/nodeWatch.ts";

interface Watched {
  readonly directory: string;
  readonly path: string;
  /** Makes a change and waits until it is told. */
  readonly tells: (change: () => void) => Promise<void>;
}

/** Watches a file. Nothing is looked at by the clock, so that what is told came by an event, unless a test lets time pass. */
function watched(t: TestContext, prepare: (directory: string) => string): Watched {
  t.mock.timers.enable({ apis: ["setInterval"] });
  const directory = mkdtempSync(join(tmpdir(), "watch-"));
  const path = prepare(directory);
  // The watcher keeps no process alive; the test must.
  const alive = setTimeout(() => {}, 10_000);
  const waiting: (() => void)[] = [];
  const watcher = nodeWatch.watchFile(path, () => waiting.splice(0).forEach((resolve) => resolve()));
  t.after(() => {
    clearTimeout(alive);
    watcher.dispose();
    rmSync(directory, { recursive: true, force: true });
  });
  const tells = async (change: () => void): Promise<void> => {
    const told = new Promise<void>((resolve) => void waiting.push(resolve));
    change();
    await told;
  };
  return { directory, path, tells };
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

// The first change of each test may be found by the watcher's first look; from then on it watches.
void describe("nodeWatch", { timeout: 10_000 }, () => {
  void test("sees writing, replacing and removing", async (t) => {
    const { path, tells } = watched(t, written);
    await tells(() => appendFileSync(path, "2"));
    await tells(() => appendFileSync(path, "3"));
    await tells(() => replace(path, "4"));
    await tells(() => replace(path, "5"));
    await tells(() => rmSync(path));
  });

  void test("sees a file whose directory did not exist", async (t) => {
    const { directory, path, tells } = watched(t, (root) => join(root, "deep", "er", "config.json"));
    const create = (): void => {
      mkdirSync(join(directory, "deep", "er"), { recursive: true });
      writeFileSync(path, "1");
    };
    await tells(create);
    await tells(() => rmSync(join(directory, "deep"), { recursive: true }));
    await tells(create);
  });

  void test("sees a change of a link's target", async (t) => {
    const { directory, tells } = watched(t, (root) => {
      mkdirSync(join(root, "real"));
      writeFileSync(join(root, "real", "config.json"), "1");
      symlinkSync(join("real", "config.json"), join(root, "config.json"));
      return join(root, "config.json");
    });
    await tells(() => replace(join(directory, "real", "config.json"), "2"));
    await tells(() => replace(join(directory, "real", "config.json"), "3"));
  });

  void test("survives the directory's removal and return", async (t) => {
    const { directory, path, tells } = watched(t, (root) => {
      mkdirSync(join(root, "d"));
      return written(join(root, "d"));
    });
    for (const text of ["back", "again"]) {
      await tells(() => rmSync(join(directory, "d"), { recursive: true }));
      await tells(() => {
        mkdirSync(join(directory, "d"));
        writeFileSync(path, text);
      });
    }
  });

  void test("sees what causes no event, as on a network file system, within a second", async (t) => {
    const { directory, path, tells } = watched(t, (root) => {
      for (const name of ["a", "b"]) mkdirSync(join(root, name));
      mkdirSync(join(root, "links"));
      symlinkSync(join(root, "a"), join(root, "links", "current"));
      written(join(root, "a"));
      return join(root, "links", "current", "config.json");
    });
    await tells(() => appendFileSync(path, "2"));
    await tells(() => {
      writeFileSync(join(directory, "b", "config.json"), "other");
      symlinkSync(join(directory, "b"), join(directory, "links", "next"));
      renameSync(join(directory, "links", "next"), join(directory, "links", "current"));
      t.mock.timers.tick(1_000);
    });
  });

  void test("is silent about other files, and after it was disposed", async (t) => {
    const { directory, path, tells } = watched(t, written);
    let changes = 0;
    const watcher = nodeWatch.watchFile(path, () => changes++);
    await tells(() => {
      writeFileSync(join(directory, "other"), "1");
      appendFileSync(path, "2");
    });
    watcher.dispose();
    const before = changes;
    assert.ok(before <= 1);
    await tells(() => appendFileSync(path, "3"));
    assert.equal(changes, before);
  });
});
