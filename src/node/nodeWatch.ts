import { type FSWatcher, type Stats, statSync, watch } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { basename, dirname, relative, sep } from "node:path";
import type { Disposable } from "../core/disposable.ts";
import type { Watch } from "../core/watch.ts";

/** Events come in bursts (create, write, rename): one look at the file answers for all of them. */
const settleMs = 20;
/** What file-system events miss (network file systems, a directory that does not exist yet) is seen by looking. */
const pollMs = 1_000;

export const nodeWatch: Watch = {
  watchFile: (path, onDidChange) => new FileWatch(path, onDidChange),
};

/**
 * Watches the file's directory rather than the file, since editors and docker replace it by a rename, and the directory
 * of a symbolic link's target as well; where a directory does not exist, the nearest one above it that does.
 * An event only causes a look: `onDidChange` is called when inode, size or time differ.
 */
class FileWatch implements Disposable {
  readonly #path: string;
  readonly #onDidChange: () => void;
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #poll: NodeJS.Timeout;
  #settle: NodeJS.Timeout | undefined;
  #seen: string;
  #looking = false;
  #disposed = false;

  constructor(path: string, onDidChange: () => void) {
    this.#path = path;
    this.#onDidChange = onDidChange;
    // At once, so that no change after this call is missed.
    this.#seen = fingerprintNow(path);
    this.#poll = setInterval(() => void this.#look(), pollMs).unref();
    void this.#look();
  }

  dispose(): void {
    this.#disposed = true;
    clearInterval(this.#poll);
    clearTimeout(this.#settle);
    for (const directory of this.#watchers.keys()) this.#unwatch(directory);
  }

  async #look(): Promise<void> {
    if (this.#looking || this.#disposed) return;
    this.#looking = true;
    try {
      const target = await realpath(this.#path).catch(() => this.#path);
      const directories = await Promise.all([nearestDirectory(this.#path), nearestDirectory(target)]);
      this.#watchDirectories(directories, [this.#path, target]);
      const now = await fingerprint(this.#path);
      if (now === this.#seen || this.#disposed) return;
      this.#seen = now;
      this.#onDidChange();
    } finally {
      this.#looking = false;
    }
  }

  #watchDirectories(directories: readonly string[], paths: readonly string[]): void {
    if (this.#disposed) return;
    for (const directory of this.#watchers.keys()) if (!directories.includes(directory)) this.#unwatch(directory);
    for (const directory of directories) if (!this.#watchers.has(directory)) this.#watchDirectory(directory, paths);
  }

  #watchDirectory(directory: string, paths: readonly string[]): void {
    const names = new Set(paths.map((path) => relative(directory, path).split(sep, 1)[0]));
    try {
      const watcher = watch(directory, { persistent: false }, (event, name) => {
        // A directory that is itself renamed or removed reports its own name, and no event ever after.
        const isGone = event === "rename" && name === basename(directory);
        if (isGone) this.#unwatch(directory);
        if (isGone || name === null || names.has(name)) this.#lookSoon();
      });
      watcher.on("error", () => this.#unwatch(directory));
      this.#watchers.set(directory, watcher);
    } catch {
      // It has just gone, or the system has no more watches: polling finds the change.
    }
  }

  #unwatch(directory: string): void {
    this.#watchers.get(directory)?.close();
    this.#watchers.delete(directory);
  }

  #lookSoon(): void {
    if (this.#disposed) return;
    this.#settle ??= setTimeout(() => {
      this.#settle = undefined;
      void this.#look();
    }, settleMs).unref();
  }
}

/** The directory of the path, or the nearest one above it that exists. */
async function nearestDirectory(path: string): Promise<string> {
  const directory = dirname(path);
  if (directory === path) return directory;
  try {
    await stat(directory);
    return directory;
  } catch {
    return nearestDirectory(directory);
  }
}

const absent = "absent";

async function fingerprint(path: string): Promise<string> {
  return await stat(path).then(fingerprintOf, () => absent);
}

function fingerprintNow(path: string): string {
  try {
    return fingerprintOf(statSync(path));
  } catch {
    return absent;
  }
}

function fingerprintOf({ ino, size, mtimeMs, ctimeMs }: Stats): string {
  return `${ino}:${size}:${mtimeMs}:${ctimeMs}`;
}
