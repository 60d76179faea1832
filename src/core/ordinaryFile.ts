import { CodedError } from "./errors.ts";
import type { FileReader } from "./fileSystem.ts";

export type FileRefusedCode = "is-a-directory" | "not-an-ordinary-file" | "file-too-large" | "path-refused";

/** A file that is not opened, whatever would come of it; `params.path` is its path. */
export class FileRefusedError extends CodedError<FileRefusedCode> {}

/** Settings and certificates have kilobytes; the largest hosts.toml that is still edited has one of these. */
const defaultMaxBytes = 16 * 1_048_576;
const refusedPath = /^(?:\/\/|\\\\|\/dev\/(?!shm\/)|\/proc\/|\/sys\/)|\0/;

/** Network paths, devices, and what the kernel makes up: looking there may wait, or do something. /dev/shm has files like any other. */
export function isRefusedPath(path: string): boolean {
  return refusedPath.test(path);
}

/**
 * Reads a file, and opens nothing else: no pipe, which would wait for a writer, no device and no giant. Rejects with
 * FileRefusedError, or as the port does.
 */
export async function readOrdinaryFile(files: FileReader, path: string, maxBytes: number = defaultMaxBytes): Promise<Uint8Array> {
  const refuse = (code: FileRefusedCode): FileRefusedError =>
    new FileRefusedError(code, `${path}: ${code.replaceAll("-", " ")}`, { params: { path } });
  if (isRefusedPath(path)) throw refuse("path-refused");
  const { kind, size } = await files.stat(path);
  if (kind === "directory") throw refuse("is-a-directory");
  if (kind !== "file") throw refuse("not-an-ordinary-file");
  if (size > maxBytes) throw refuse("file-too-large");
  // The files of /proc have no size, and a link may lead there: reading some of them never ends.
  return size === 0 ? new Uint8Array() : files.readFile(path);
}
