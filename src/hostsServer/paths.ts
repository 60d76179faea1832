import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** The path of a `file:` URI; undefined for any other, and for one that names another machine. */
export function filePath(uri: string): string | undefined {
  try {
    const url = new URL(uri);
    return url.protocol === "file:" && url.hostname === "" ? fileURLToPath(url) : undefined;
  } catch {
    return undefined;
  }
}

/** The directory of a document, where relative paths start; empty for a document that is no file. */
export function directoryOf(uri: string): string {
  const path = filePath(uri);
  return path === undefined ? "" : dirname(path);
}

/** The name of a document's file; empty for a document that is no file. */
export function fileNameOf(uri: string): string {
  return basename(filePath(uri) ?? "");
}
