import { systemErrorCode } from "../../../core/errors.ts";
import type { FileReader } from "../../../core/fileSystem.ts";

/** A file that was looked at, or why it was not. */
export type PemFile =
  | { readonly kind: "text"; readonly text: string; readonly mode: number }
  | { readonly kind: "missing" | "directory" | "unreadable" | "refused" };

/** PEM files are a few kilobytes; the system's own bundle is a quarter of this. */
const maxBytes = 1_048_576;
const refused = /^(?:\/\/|\\\\|\/dev\/|\/proc\/|\/sys\/)/;

/** Reads ordinary files once, and nothing else: no pipes, devices, network paths or giants. */
export class BoundedReader {
  readonly #files: FileReader;
  readonly #read = new Map<string, Promise<PemFile>>();

  constructor(files: FileReader) {
    this.#files = files;
  }

  read(path: string): Promise<PemFile> {
    const reading = this.#read.get(path) ?? this.#look(path);
    this.#read.set(path, reading);
    return reading;
  }

  async #look(path: string): Promise<PemFile> {
    if (refused.test(path) || path.includes("\0")) return { kind: "refused" };
    try {
      const { kind, size, mode } = await this.#files.stat(path);
      if (kind === "directory") return { kind };
      if (kind !== "file" || size > maxBytes) return { kind: "refused" };
      return { kind: "text", text: new TextDecoder("latin1").decode(await this.#files.readFile(path)), mode };
    } catch (error) {
      const code = systemErrorCode(error);
      return { kind: code === "ENOENT" || code === "ENOTDIR" ? "missing" : "unreadable" };
    }
  }
}
