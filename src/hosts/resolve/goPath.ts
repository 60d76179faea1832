import { win32 } from "node:path";

/** Go's path.Clean: removes empty, `.` and `..` elements; a path of nothing is `.`. */
export function cleanPath(path: string): string {
  const rooted = path.startsWith("/");
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (!rooted) parts.push(part);
  }
  const joined = parts.join("/");
  if (rooted) return `/${joined}`;
  return joined === "" ? "." : joined;
}

const windowsPath = /^(?:[A-Za-z]:[\\/]|\\\\)/;

/**
 * Where a path in a hosts.toml leads: an absolute one stays as written, another starts at the file's directory. A
 * directory with a drive letter means Windows, where only a path with a drive or a server is absolute to Go.
 */
export function absolutePath(path: string, directory: string): string {
  if (windowsPath.test(directory)) return windowsPath.test(path) ? path : win32.join(directory, path);
  if (path.startsWith("/")) return path;
  return cleanPath([directory, path].filter((part) => part !== "").join("/"));
}

/** The directory above, and the name below it; with the separators of the system that the path is of. */
export function splitDirectory(directory: string): { readonly parent: string; readonly name: string } {
  const cut = windowsPath.test(directory) ? Math.max(directory.lastIndexOf("/"), directory.lastIndexOf("\\")) : directory.lastIndexOf("/");
  return { parent: directory.slice(0, Math.max(cut, 0)), name: directory.slice(cut + 1) };
}
