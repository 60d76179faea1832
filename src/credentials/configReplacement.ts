import { randomUUID } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { systemErrorCode } from "../core/errors.ts";
import type { Clock } from "../core/clock.ts";
import type { FileStat, FileSystem } from "../core/fileSystem.ts";
import type { Logger } from "../core/logger.ts";
import type { Spawn } from "../core/spawn.ts";
import { readOrdinaryFile } from "../core/ordinaryFile.ts";
import { type ConfigDocument, maxConfigBytes } from "./configDocument.ts";
import { type ConfigLock, takeLock } from "./configLock.ts";
import { CredentialsError, type CredentialsErrorCode } from "./credentialsError.ts";

/** What reads and replaces a config.json. */
export interface ConfigFileDependencies {
  readonly files: FileSystem;
  readonly spawn: Spawn;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The file as it was at one moment. */
export interface ConfigSnapshot {
  readonly document: ConfigDocument;
  /** undefined where there is no file. */
  readonly stat: FileStat | undefined;
}

/** The document that takes another's place; undefined where nothing has to be written. */
export type DocumentChange = (document: ConfigDocument) => ConfigDocument | undefined;

/** How files become documents, and documents texts. */
export interface ConfigDocuments {
  readonly read: (path: string) => Promise<ConfigSnapshot>;
  readonly print: (document: ConfigDocument, signal: AbortSignal | undefined) => Promise<string>;
}

/** How often a change is made again because another program, which knows no lock, wrote in between. */
const maxAttempts = 20;
const temporarySuffix = ".container-registries.tmp";

/** One change of a config.json, under its lock: another file takes its place, whole. Loads with the first. */
export class ConfigReplacement {
  readonly #path: string;
  readonly #dependencies: ConfigFileDependencies;
  readonly #documents: ConfigDocuments;

  constructor(path: string, dependencies: ConfigFileDependencies, documents: ConfigDocuments) {
    this.#path = path;
    this.#dependencies = dependencies;
    this.#documents = documents;
  }

  /** Rejects with what the system says, CredentialsError, or the signal's reason; answers whether the file had to be written. */
  async run(change: DocumentChange, inPlace: boolean, signal?: AbortSignal): Promise<boolean> {
    const { files } = this.#dependencies;
    await files.makeDirectory(dirname(this.#path), 0o700);
    for (let attempt = 1; attempt <= maxAttempts; attempt++) {
      // The link may be changed as well, so that each attempt resolves it again.
      const target = await realpathOrSelf(files, this.#path);
      const lock = await takeLock(target, this.#dependencies, signal);
      try {
        const result = await this.#tryReplace(target, lock, { change, inPlace, signal });
        if (result !== "changed-meanwhile") return result === "replaced";
      } finally {
        await lock.release().catch((error: unknown) => this.#dependencies.logger.warn(`cannot remove a lock: ${String(error)}`));
      }
    }
    throw new CredentialsError("config-changed", `${this.#path} keeps changing`, { params: { path: this.#path } });
  }

  async #tryReplace(
    target: string,
    lock: ConfigLock,
    { change, inPlace, signal }: { readonly change: DocumentChange; readonly inPlace: boolean; readonly signal?: AbortSignal | undefined },
  ): Promise<"replaced" | "unchanged" | "changed-meanwhile"> {
    const { files } = this.#dependencies;
    await this.#removeAbandoned(target);
    const { document, stat } = await this.#documents.read(target);
    const next = change(document);
    if (next === undefined) return "unchanged";
    const temporary = `${target}.${randomUUID()}${temporarySuffix}`;
    signal?.throwIfAborted();
    const text = await this.#documents.print(next, signal);
    await files.createFile(temporary, Buffer.from(text), 0o600, true);
    try {
      if (stat !== undefined) await this.#copyPermissions(stat, temporary);
      signal?.throwIfAborted();
      if (!(await lock.isHeld()) || !sameFile(stat, await statOrAbsent(files, target))) {
        await files.remove(temporary);
        return "changed-meanwhile";
      }
      if (inPlace && stat !== undefined) await this.#overwrite(target, temporary, text);
      else await files.rename(temporary, target);
      return "replaced";
    } catch (error) {
      await files.remove(temporary).catch(() => {});
      throw error;
    }
  }

  /** Where nothing can take the file's place: into it, with a copy of what was there beside it for as long as that takes. */
  async #overwrite(target: string, temporary: string, text: string): Promise<void> {
    const { files } = this.#dependencies;
    const copy = `${target}.before-change`;
    await files.remove(copy).catch(() => {});
    const before = await readOrdinaryFile(files, target, maxConfigBytes);
    await files.createFile(copy, before, 0o600, true);
    try {
      await files.overwriteFile(target, Buffer.from(text));
    } catch (error) {
      if (!(await this.#putBack(target, before))) throw halfWritten(this.#path, copy, error);
      await files.remove(copy);
      throw error;
    }
    await files.remove(copy);
    await files.remove(temporary);
  }

  /** Whether the file holds again, or still, what it did before a change that failed. */
  async #putBack(target: string, before: Uint8Array): Promise<boolean> {
    const { files, logger } = this.#dependencies;
    try {
      if (Buffer.compare(await readOrdinaryFile(files, target), before) !== 0) await files.overwriteFile(target, before);
      return true;
    } catch (error) {
      logger.warn(`${this.#path} could not be put back (${systemErrorCode(error) ?? "unknown"})`);
      return false;
    }
  }

  /** The owner where this is permitted (root, or a group one belongs to), then the mode, which changing the owner may cut. */
  async #copyPermissions(stat: FileStat, temporary: string): Promise<void> {
    const { files, logger } = this.#dependencies;
    const own = await files.stat(temporary);
    if (own.uid !== stat.uid || own.gid !== stat.gid) {
      await files.changeOwner(temporary, stat.uid, stat.gid).catch((error: unknown) => {
        logger.warn(`the owner of ${this.#path} could not be kept (${systemErrorCode(error) ?? "unknown"})`);
      });
    }
    if (own.mode !== stat.mode) await files.changeMode(temporary, stat.mode);
  }

  /** Temporary files are made under the lock only, so one that is seen while holding it was left by a process that ended. */
  async #removeAbandoned(target: string): Promise<void> {
    const { files, logger } = this.#dependencies;
    const directory = dirname(target);
    const isAbandoned = (name: string): boolean =>
      name.startsWith(`${basename(target)}.`) && (name.endsWith(temporarySuffix) || /\.lock\.[0-9a-f-]{36}\.tmp$/.test(name));
    for (const name of (await files.readDirectory(directory)).filter(isAbandoned)) {
      logger.debug(`removing ${name}, left behind by a process that ended`);
      await files.remove(join(directory, name)).catch(() => {});
    }
  }
}

async function realpathOrSelf(files: FileSystem, path: string): Promise<string> {
  try {
    return await files.realpath(path);
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return path;
    throw error;
  }
}

async function statOrAbsent(files: FileSystem, path: string): Promise<FileStat | undefined> {
  try {
    return await files.stat(path);
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

function sameFile(a: FileStat | undefined, b: FileStat | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.inode === b.inode && a.size === b.size && a.mtimeMs === b.mtimeMs;
}

function halfWritten(path: string, copy: string, cause: unknown): CredentialsError {
  const systemCode = systemErrorCode(cause) ?? "unknown";
  return new CredentialsError("config-half-written", `${path} was left half written (${systemCode})`, {
    params: { path, copy, systemCode },
    cause,
  });
}

const writeFailures: Readonly<Record<string, CredentialsErrorCode>> = {
  ENOSPC: "disk-full",
  EDQUOT: "disk-full",
  ENOENT: "directory-missing",
  EBUSY: "config-mounted",
};

/** What the system said, as an error of ours; errors of ours and the reason of an abort pass. */
export function writeFailure(path: string, error: unknown): unknown {
  const systemCode = systemErrorCode(error);
  if (error instanceof CredentialsError || systemCode === undefined) return error;
  const code = writeFailures[systemCode] ?? "config-not-writable";
  return new CredentialsError(code, `cannot write ${path} (${systemCode})`, { params: { path, systemCode }, cause: error });
}
