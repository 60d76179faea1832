import { randomUUID } from "node:crypto";
import { createReadStream, rmSync } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import type { Disposable } from "../core/disposable.ts";
import { systemErrorCode } from "../core/errors.ts";
import type { LayerStore } from "../core/layerStore.ts";

const defaultMaxBytes = 2 * 1024 ** 3;

/**
 * Layers as files of a directory of its own below `parent`, which goes with it; directories that were left by processes which have ended are
 * removed when it is first used. Holds so many bytes: what was not opened for the longest time gives way.
 */
export class NodeLayerStore implements LayerStore, Disposable {
  readonly #parent: string;
  readonly #maxBytes: number;
  readonly #onError: (error: unknown) => void;
  readonly #folder: string;
  /** Digest → bytes, the longest unused first. */
  readonly #kept = new Map<string, number>();
  #ready: Promise<void> | undefined;
  #isDisposed = false;

  /** `onError` hears why a layer could not be kept. */
  constructor(parent: string, onError: (error: unknown) => void, maxBytes = defaultMaxBytes) {
    this.#parent = parent;
    this.#onError = onError;
    this.#maxBytes = maxBytes;
    this.#folder = path.join(parent, `${hostname()}-${process.pid}-${randomUUID()}`);
  }

  async *keep(digest: string, body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const writing = await this.#begin();
    try {
      for await (const chunk of body) {
        await writing?.write(chunk);
        yield chunk;
      }
      await writing?.finish(digest);
    } finally {
      await writing?.dispose();
    }
  }

  async open(digest: string): Promise<AsyncIterable<Uint8Array> | undefined> {
    const bytes = this.#kept.get(digest);
    if (bytes === undefined) return undefined;
    // It is the last that gives way now.
    this.#kept.delete(digest);
    this.#kept.set(digest, bytes);
    try {
      const file = await open(this.#fileOf(digest));
      return createReadStream("", { fd: file });
    } catch (error) {
      this.#kept.delete(digest);
      this.#onError(error);
      return undefined;
    }
  }

  /** At once, since the process may be about to end. */
  dispose(): void {
    this.#isDisposed = true;
    try {
      rmSync(this.#folder, { recursive: true, force: true });
    } catch (error) {
      this.#onError(error);
    }
  }

  #fileOf(digest: string): string {
    return path.join(this.#folder, digest.replace(":", "-"));
  }

  async #begin(): Promise<Writing | undefined> {
    if (this.#isDisposed) return undefined;
    try {
      this.#ready ??= this.#prepare();
      await this.#ready;
      const temporary = path.join(this.#folder, randomUUID());
      const file = await open(temporary, "wx", 0o600);
      return new Writing(file, temporary, this.#maxBytes, this.#onError, (bytes, digest) => this.#add(temporary, bytes, digest));
    } catch (error) {
      this.#ready = undefined;
      this.#onError(error);
      return undefined;
    }
  }

  async #prepare(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.#parent)) {
      const pid = name.startsWith(`${hostname()}-`) ? /^(\d+)-/.exec(name.slice(hostname().length + 1))?.[1] : undefined;
      if (pid !== undefined && !isAlive(Number(pid))) await rm(path.join(this.#parent, name), { recursive: true, force: true });
    }
  }

  async #add(temporary: string, bytes: number, digest: string): Promise<void> {
    await rename(temporary, this.#fileOf(digest));
    this.#kept.delete(digest);
    this.#kept.set(digest, bytes);
    let total = [...this.#kept.values()].reduce((sum, each) => sum + each, 0);
    for (const [oldest, size] of this.#kept) {
      if (total <= this.#maxBytes) return;
      this.#kept.delete(oldest);
      total -= size;
      await rm(this.#fileOf(oldest), { force: true });
    }
  }
}

/** A layer that is being kept; where that does not go on, it is given up, and nobody hears of it but the log. */
class Writing {
  #file: FileHandle | undefined;
  #bytes = 0;
  readonly #path: string;
  readonly #maxBytes: number;
  readonly #onError: (error: unknown) => void;
  readonly #done: (bytes: number, digest: string) => Promise<void>;

  constructor(
    file: FileHandle,
    filePath: string,
    maxBytes: number,
    onError: (error: unknown) => void,
    done: (bytes: number, digest: string) => Promise<void>,
  ) {
    this.#file = file;
    this.#path = filePath;
    this.#maxBytes = maxBytes;
    this.#onError = onError;
    this.#done = done;
  }

  async write(chunk: Uint8Array): Promise<void> {
    if (this.#file === undefined) return;
    this.#bytes += chunk.length;
    try {
      if (this.#bytes > this.#maxBytes) await this.dispose();
      else await this.#file.writeFile(chunk);
    } catch (error) {
      this.#onError(error);
      await this.dispose();
    }
  }

  async finish(digest: string): Promise<void> {
    const file = this.#file;
    if (file === undefined) return;
    try {
      await file.close();
      this.#file = undefined;
      await this.#done(this.#bytes, digest);
    } catch (error) {
      this.#onError(error);
      await this.dispose();
      await rm(this.#path, { force: true }).catch(this.#onError);
    }
  }

  async dispose(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    if (file === undefined) return;
    await file.close().catch(this.#onError);
    await rm(this.#path, { force: true }).catch(this.#onError);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemErrorCode(error) !== "ESRCH";
  }
}
