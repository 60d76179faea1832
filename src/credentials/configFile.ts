import { dirname, resolve } from "node:path";
import { systemErrorCode } from "../core/errors.ts";
import { FileRefusedError, readOrdinaryFile } from "../core/ordinaryFile.ts";
import type { ConfigChange } from "./configChange.ts";
import { type ConfigDocument, emptyDocument, maxConfigBytes, parseConfig } from "./configDocument.ts";
import { inSlices } from "../core/slices.ts";
import type { ConfigFileDependencies, ConfigSnapshot, DocumentChange } from "./configReplacement.ts";
import { CredentialsError } from "./credentialsError.ts";

export interface UpdateOptions {
  readonly signal?: AbortSignal | undefined;
  /** Writes into the file instead of putting another one in its place: a crash in between leaves half of it. */
  readonly inPlace?: boolean | undefined;
  /** Keys of entries that cannot be decoded, and that the person wants to be gone: they forbid nothing, and are not written again. */
  readonly dropped?: readonly string[] | undefined;
}

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
    const [{ changeDocument, printConfig }, { ConfigReplacement, writeFailure }] = await Promise.all([
      import("./configChange.ts"),
      import("./configReplacement.ts"),
    ]);
    const change: DocumentChange = (document) => changeDocument(document, changeOf, dropped);
    if (change(await this.read()) === undefined) return false;
    try {
      const replacement = new ConfigReplacement(this.path, this.#dependencies, {
        read: (path) => this.#snapshot(path),
        print: (document, aborted) => inSlices(printConfig(document), aborted),
      });
      return await replacement.run(change, inPlace, signal);
    } catch (error) {
      throw writeFailure(this.path, error);
    }
  }

  /** Whether others than its owner may read the file; its mode then. */
  async modeForOthers(): Promise<number | undefined> {
    const stat = await this.#dependencies.files.stat(this.path).catch(() => undefined);
    return stat?.kind === "file" && (stat.mode & 0o077) !== 0 ? stat.mode : undefined;
  }

  /** Takes the file away from everybody but its owner. */
  async restrictToOwner(): Promise<void> {
    try {
      await this.#dependencies.files.changeMode(this.path, 0o600);
    } catch (error) {
      const { writeFailure } = await import("./configReplacement.ts");
      throw writeFailure(this.path, error);
    }
  }

  async #snapshot(path: string): Promise<ConfigSnapshot> {
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
