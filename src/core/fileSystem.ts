import { systemErrorCode } from "./errors.ts";

export interface FileStat {
  readonly kind: "file" | "directory" | "symlink" | "other";
  /** Bytes. */
  readonly size: number;
  /** Permission bits only (`0o600`). */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Milliseconds since the Unix epoch, fractional where the file system has it. */
  readonly mtimeMs: number;
  readonly inode: number;
}

/** Port: reading files. All paths are absolute. Rejections are Node's system errors (`code` is `ENOENT`, `EACCES`, …). */
export interface FileReader {
  readFile(path: string): Promise<Uint8Array>;
  /** Follows symbolic links. */
  stat(path: string): Promise<FileStat>;
  /** Names in the directory, unsorted. */
  readDirectory(path: string): Promise<readonly string[]>;
}

/** Port: reading and writing files, as finely as a safe replacement of a file needs. */
export interface FileSystem extends FileReader {
  /** Does not follow a final symbolic link. */
  lstat(path: string): Promise<FileStat>;
  /** The path with every symbolic link resolved. */
  realpath(path: string): Promise<string>;
  /** What a symbolic link says, as it says it. */
  readLink(path: string): Promise<string>;
  /** Creates the directory and its missing parents; an existing one keeps its mode. */
  makeDirectory(path: string, mode: number): Promise<void>;
  /**
   * Creates a file that must not exist yet (`EEXIST`) and writes it; leaves nothing behind where that fails.
   * `flush` waits until the content is on the disk, as a file must be that replaces another one.
   */
  createFile(path: string, content: Uint8Array, mode: number, flush: boolean): Promise<void>;
  /** Writes into a file that is there, keeps its owner and mode, and waits until that is on the disk. */
  overwriteFile(path: string, content: Uint8Array): Promise<void>;
  /** Makes a symbolic link that says `target`; nothing may be at the path yet (`EEXIST`). */
  createLink(target: string, path: string): Promise<void>;
  /** Replaces `to` where it exists. */
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Removes an empty directory (`ENOTEMPTY`). */
  removeDirectory(path: string): Promise<void>;
  changeMode(path: string, mode: number): Promise<void>;
  changeOwner(path: string, uid: number, gid: number): Promise<void>;
}

/** Whether something is at the path, with links followed. Rejects where that cannot be told (`EACCES`, …). */
export async function exists(files: FileReader, path: string): Promise<boolean> {
  try {
    await files.stat(path);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return false;
    throw error;
  }
}

/** The files, with other contents in the place of those that `contentOf` answers for. */
export function withContents(files: FileReader, contentOf: (path: string) => Uint8Array | undefined): FileReader {
  return {
    readFile: async (path) => contentOf(path) ?? files.readFile(path),
    stat: async (path) => {
      const size = contentOf(path)?.length;
      return size === undefined ? files.stat(path) : { kind: "file", size, mode: 0o644, uid: 0, gid: 0, mtimeMs: 0, inode: 0 };
    },
    readDirectory: (path) => files.readDirectory(path),
  };
}

/** Files of which none may be looked at. */
export const closedFiles: FileReader = { readFile: refuse, stat: refuse, readDirectory: refuse };

function refuse(path: string): Promise<never> {
  return Promise.reject(Object.assign(new Error(`EACCES: ${path}`), { code: "EACCES" }));
}
