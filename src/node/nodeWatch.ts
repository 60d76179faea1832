import { type FSWatcher, watch } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { Disposable } from "../core/disposable.ts";
import type { Watch } from "../core/watch.ts";

/** Events come in bursts (create, write, rename): one look at the file answers for all of them. */
const settleMs = 50;
/** What file-system events miss (network file systems, a directory that does not exist yet) is seen by looking. */
const pollMs = 1_000;

export const nodeWatch: Watch = {
  watchFile: (path, onDidChange) => new FileWatch(path, onDidChange),
};

/**
 * Watches the file's directory rather than the file, since editors and docker replace it by a rename, and the directory
 * of a symbolic link's target as well. An event only causes a look: `onDidChange` is called when inode, size or time differ.
 */
class FileWatch implements Disposable {
  readonly #path: string;
  readonly #onDidChange: () => void;
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #poll: NodeJS.Timeout;
  #settle: NodeJS.Timeout | undefined;
  #seen: string | undefined;
  #looking = false;
  #disposed = false;

  constructor(path: string, onDidChange: () => void) {
    this.#path = path;
    this.#onDidChange = onDidChange;
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
      this.#watchDirectories(new Set([dirname(this.#path), dirname(target)]));
      const now = await fingerprint(this.#path);
      const before = this.#seen;
      this.#seen = now;
      if (before !== undefined && before !== now && !this.#disposed) this.#onDidChange();
    } finally {
      this.#looking = false;
    }
  }

  #watchDirectories(wanted: ReadonlySet<string>): void {
    if (this.#disposed) return;
    for (const directory of this.#watchers.keys()) if (!wanted.has(directory)) this.#unwatch(directory);
    for (const directory of wanted) if (!this.#watchers.has(directory)) this.#watchDirectory(directory);
  }

  #watchDirectory(directory: string): void {
    try {
      const watcher = watch(directory, { persistent: false }, (event, name) => {
        // A directory that is itself renamed or removed reports its own name, and no event ever after.
        if (event === "rename" && name !== null && directory.endsWith(name)) this.#unwatch(directory);
        this.#lookSoon();
      });
      watcher.on("error", () => this.#unwatch(directory));
      this.#watchers.set(directory, watcher);
    } catch {
      // It does not exist, or the system has no more watches: polling finds the change.
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

async function fingerprint(path: string): Promise<string> {
  try {
    const { ino, size, mtimeMs, ctimeMs } = await stat(path);
    return `${ino}:${size}:${mtimeMs}:${ctimeMs}`;
  } catch {
    return "absent";
  }
}
