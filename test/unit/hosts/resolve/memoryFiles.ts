import type { FileReader, FileStat } from "../../../../src/core/fileSystem.ts";

type Content = string | Uint8Array;

function bytesOf(content: Content): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}

/** Files in memory: paths with their content; directories follow from the paths, or end in a slash. */
export function memoryFiles(files: Readonly<Record<string, Content>>, stats: Readonly<Record<string, Partial<FileStat>>> = {}): FileReader {
  const missing = (path: string): Error => Object.assign(new Error(`ENOENT: ${path}`), { code: "ENOENT" });
  const isDirectory = (path: string): boolean => Object.keys(files).some((name) => name.startsWith(`${path}/`));
  return {
    readFile(path) {
      const content = files[path];
      return content === undefined ? Promise.reject(missing(path)) : Promise.resolve(bytesOf(content));
    },
    stat(path) {
      const kind = isDirectory(path) ? "directory" : files[path] === undefined ? undefined : "file";
      if (kind === undefined) return Promise.reject(missing(path));
      const size = bytesOf(files[path] ?? "").length;
      return Promise.resolve({ kind, size, mode: 0o644, uid: 0, gid: 0, mtimeMs: 0, inode: 1, ...stats[path] });
    },
    readDirectory(path) {
      if (!isDirectory(path)) return Promise.reject(missing(path));
      const names = Object.keys(files).filter((name) => name.startsWith(`${path}/`) && name !== `${path}/`);
      return Promise.resolve([...new Set(names.map((name) => name.slice(path.length + 1).split("/")[0] ?? ""))]);
    },
  };
}
