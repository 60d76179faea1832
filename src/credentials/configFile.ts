import { randomUUID } from "node:crypto";
import { basename, dirname, join, resolve } from "node:path";
import type { Clock } from "../core/clock.ts";
import { systemErrorCode } from "../core/errors.ts";
import type { FileStat, FileSystem } from "../core/fileSystem.ts";
import { FileRefusedError, readOrdinaryFile } from "../core/ordinaryFile.ts";
import type { Logger } from "../core/logger.ts";
import type { Spawn } from "../core/spawn.ts";
import { changeConfig, type ConfigChange, type ConfigDocument, emptyDocument, parseConfig, printConfig } from "./configDocument.ts";
import { inSlices } from "../core/slices.ts";
import { type ConfigLock, takeLock } from "./configLock.ts";
import { CredentialsError, type CredentialsErrorCode } from "./credentialsError.ts";

interface ConfigFileDependencies {
  readonly files: FileSystem;
  readonly spawn: Spawn;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The file as it was at one moment. */
interface Snapshot {
  readonly document: ConfigDocument;
  /** undefined where there is no file. */
  readonly stat: FileStat | undefined;
}

export interface UpdateOptions {
  readonly signal?: AbortSignal | undefined;
  /** Writes into the file instead of putting another one in its place: a crash in between leaves half of it. */
  readonly inPlace?: boolean | undefined;
  /** Keys of entries that cannot be decoded, and that the person wants to be gone: they forbid nothing, and are not written again. */
  readonly dropped?: readonly string[] | undefined;
}

/** How often a change is made again because another program, which knows no lock, wrote in between. */
const maxAttempts = 20;
/** Some twenty thousand logins: more than anybody has, and read in a moment. */
export const maxConfigBytes = 1_048_576;
const temporarySuffix = ".container-registries.tmp";

/** Reads and replaces one config.json. A reader never sees half a file, and of two writers of ours none loses anything. */
export class ConfigFile {
  readonly path: string;
  readonly #dependencies: ConfigFileDependencies;
  /** The last content that was decoded: a login reads the file several times. */
  #decoded: { readonly content: Uint8Array; readonly document: Promise<ConfigDocument> } | undefined;

  /** `path` is absolute. */
  constructor(path: string, dependencies: ConfigFileDependencies) {
    this.path = path;
    this.#dependencies = dependencies;
  }

  /** A missing file or directory is an empty document. Rejects with CredentialsError `config-unreadable`. */
  async read(): Promise<ConfigDocument> {
    const { document, stat } = await this.#snapshot(this.path);
    if (stat !== undefined) return document;
    const target = await this.#danglingTarget();
    return target === undefined ? document : { ...document, problems: [danglingLink(this.path, target)] };
  }

  /**
   * Makes a change to what the file holds at that moment, under the lock; `changeOf` is called again where the file
   * changed meanwhile. Rejects with CredentialsError, or the signal's reason, and has then written nothing.
   * The result says whether the file had to be written.
   */
  async update(changeOf: (document: ConfigDocument) => ConfigChange, options: UpdateOptions = {}): Promise<boolean> {
    const { signal, inPlace = false, dropped = [] } = options;
    signal?.throwIfAborted();
    const change = (document: ConfigDocument): ConfigDocument | undefined => changeDocument(document, changeOf, dropped);
    if (change(await this.read()) === undefined) return false;
    try {
      return await this.#updateLocked(change, inPlace, signal);
    } catch (error) {
      throw writeFailure(this.path, error);
    }
  }

  async #updateLocked(change: DocumentChange, inPlace: boolean, signal?: AbortSignal): Promise<boolean> {
    const { files } = this.#dependencies;
    await files.makeDirectory(dirname(this.path), 0o700);
    for (let attempt = 1; attempt <= maxAttempts; attempt++) {
      // The link may be changed as well, so that each attempt resolves it again.
      const target = await realpathOrSelf(files, this.path);
      const lock = await takeLock(target, this.#dependencies, signal);
      try {
        const result = await this.#tryReplace(target, lock, { change, inPlace, signal });
        if (result !== "changed-meanwhile") return result === "replaced";
      } finally {
        await lock.release().catch((error: unknown) => this.#dependencies.logger.warn(`cannot remove a lock: ${String(error)}`));
      }
    }
    throw new CredentialsError("config-changed", `${this.path} keeps changing`, { params: { path: this.path } });
  }

  async #tryReplace(
    target: string,
    lock: ConfigLock,
    { change, inPlace, signal }: UpdateOptions & { readonly change: DocumentChange },
  ): Promise<"replaced" | "unchanged" | "changed-meanwhile"> {
    const { files } = this.#dependencies;
    await this.#removeAbandoned(target);
    const { document, stat } = await this.#snapshot(target);
    const next = change(document);
    if (next === undefined) return "unchanged";
    const temporary = `${target}.${randomUUID()}${temporarySuffix}`;
    signal?.throwIfAborted();
    const text = await inSlices(printConfig(next), signal);
    await files.createFile(temporary, Buffer.from(text), 0o600, true);
    try {
      if (stat !== undefined) await this.#copyPermissions(stat, temporary);
      signal?.throwIfAborted();
      if (!(await lock.isHeld()) || !sameFile(stat, await statOrAbsent(files, target))) {
        await files.remove(temporary);
        return "changed-meanwhile";
      }
      if (inPlace === true && stat !== undefined) await this.#overwrite(target, temporary, text);
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
      if (!(await this.#putBack(target, before))) throw halfWritten(this.path, copy, error);
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
      logger.warn(`${this.path} could not be put back (${systemErrorCode(error) ?? "unknown"})`);
      return false;
    }
  }

  /** Whether others than its owner may read the file; its mode then. */
  async modeForOthers(): Promise<number | undefined> {
    const stat = await statOrAbsent(this.#dependencies.files, this.path).catch(() => undefined);
    return stat?.kind === "file" && (stat.mode & 0o077) !== 0 ? stat.mode : undefined;
  }

  /** Takes the file away from everybody but its owner. */
  async restrictToOwner(): Promise<void> {
    try {
      await this.#dependencies.files.changeMode(this.path, 0o600);
    } catch (error) {
      throw writeFailure(this.path, error);
    }
  }

  async #snapshot(path: string): Promise<Snapshot> {
    const { files } = this.#dependencies;
    try {
      const stat = await files.stat(path);
      return { stat, document: await this.#decode(await readOrdinaryFile(files, path, maxConfigBytes)) };
    } catch (error) {
      if (error instanceof FileRefusedError) throw refused(this.path, error);
      const systemCode = systemErrorCode(error);
      if (systemCode === undefined) throw error;
      if (systemCode === "ENOENT") return { stat: undefined, document: emptyDocument };
      throw new CredentialsError("config-unreadable", `cannot read ${this.path} (${systemCode})`, {
        params: { path: this.path, systemCode },
        cause: error,
      });
    }
  }

  #decode(content: Uint8Array): Promise<ConfigDocument> {
    if (this.#decoded !== undefined && Buffer.compare(this.#decoded.content, content) === 0) return this.#decoded.document;
    const document = inSlices(parseConfig(content, this.path));
    this.#decoded = { content, document };
    return document;
  }

  /** Where the path is a symbolic link to nothing: what it points to. */
  async #danglingTarget(): Promise<string | undefined> {
    const { files } = this.#dependencies;
    try {
      const { kind } = await files.lstat(this.path);
      return kind === "symlink" ? resolve(dirname(this.path), await files.readLink(this.path)) : undefined;
    } catch {
      return undefined;
    }
  }

  /** The owner where this is permitted (root, or a group one belongs to), then the mode, which changing the owner may cut. */
  async #copyPermissions(stat: FileStat, temporary: string): Promise<void> {
    const { files, logger } = this.#dependencies;
    const own = await files.stat(temporary);
    if (own.uid !== stat.uid || own.gid !== stat.gid) {
      await files.changeOwner(temporary, stat.uid, stat.gid).catch((error: unknown) => {
        logger.warn(`the owner of ${this.path} could not be kept (${systemErrorCode(error) ?? "unknown"})`);
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

/** The document that takes another's place; undefined where nothing has to be written. */
type DocumentChange = (document: ConfigDocument) => ConfigDocument | undefined;

/** Throws the first problem of the file, but for the entries that are to be dropped: they are in no document. */
function changeDocument(
  document: ConfigDocument,
  changeOf: (document: ConfigDocument) => ConfigChange,
  dropped: readonly string[],
): ConfigDocument | undefined {
  const isDropped = ({ code, params }: CredentialsError): boolean =>
    code === "config-invalid-entry" && dropped.includes(String(params["key"]));
  const problem = document.problems.find((each) => !isDropped(each));
  if (problem !== undefined) throw problem;
  return changeConfig(document, changeOf(document)) ?? (document.problems.length > 0 ? document : undefined);
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

function refused(path: string, cause: FileRefusedError): CredentialsError {
  if (cause.code === "is-a-directory") {
    return new CredentialsError("config-unreadable", `cannot read ${path} (EISDIR)`, { params: { path, systemCode: "EISDIR" }, cause });
  }
  const reason = cause.code === "file-too-large" ? "size" : "kind";
  return new CredentialsError("config-refused", `${path} is not read: ${cause.code}`, {
    params: { path, reason, limit: maxConfigBytes },
    cause,
  });
}

function danglingLink(path: string, target: string): CredentialsError {
  return new CredentialsError("config-dangling-link", `${path} is a symbolic link to ${target}, which does not exist`, {
    params: { path, target },
  });
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
function writeFailure(path: string, error: unknown): unknown {
  const systemCode = systemErrorCode(error);
  if (error instanceof CredentialsError || systemCode === undefined) return error;
  const code = writeFailures[systemCode] ?? "config-not-writable";
  return new CredentialsError(code, `cannot write ${path} (${systemCode})`, { params: { path, systemCode }, cause: error });
}
