import { systemErrorCode } from "../../core/errors.ts";
import type { FileReader } from "../../core/fileSystem.ts";
import { isRefusedPath } from "../../core/ordinaryFile.ts";

/** A file that was looked at, or why it was not. */
export type PemFile =
  | { readonly kind: "text"; readonly text: string; readonly mode: number }
  /** There is no such file; or a part of its path is a file; or its symbolic links lead in a circle. */
  | { readonly kind: "missing" | "below-a-file" | "link-loop" }
  | { readonly kind: "directory" | "unreadable" | "refused" };

const kindsOfFailure: Readonly<Record<string, "missing" | "below-a-file" | "link-loop">> = {
  ENOENT: "missing",
  ENOTDIR: "below-a-file",
  ELOOP: "link-loop",
};

/** PEM files are a few kilobytes; the system's own bundle is a quarter of this. */
const maxBytes = 1_048_576;

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
    if (isRefusedPath(path)) return { kind: "refused" };
    try {
      const { kind, size, mode } = await this.#files.stat(path);
      if (kind === "directory") return { kind };
      if (kind !== "file" || size > maxBytes) return { kind: "refused" };
      // The files of /proc have no size, and a link may lead there: reading some of them never ends.
      const text = size === 0 ? "" : new TextDecoder("latin1").decode(await this.#files.readFile(path));
      return { kind: "text", text, mode };
    } catch (error) {
      return { kind: kindsOfFailure[systemErrorCode(error) ?? ""] ?? "unreadable" };
    }
  }
}
