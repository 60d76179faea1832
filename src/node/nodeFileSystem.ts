import { chmod, chown, lstat, mkdir, open, readdir, readlink, realpath, rename, rm, rmdir, stat, symlink, unlink } from "node:fs/promises";
import { constants, type Stats } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { systemErrorCode } from "../core/errors.ts";
import type { FileStat, FileSystem } from "../core/fileSystem.ts";
import { FileRefusedError } from "../core/ordinaryFile.ts";

const windows = process.platform === "win32";

export const nodeFileSystem: FileSystem = {
  readFile: readWhole,
  stat: async (path) => toFileStat(await stat(path)),
  lstat: async (path) => toFileStat(await lstat(path)),
  readDirectory: (path) => readdir(path),
  realpath: (path) => realpath(path),
  readLink: (path) => readlink(path),
  makeDirectory: async (path, mode) => void (await mkdir(path, { recursive: true, mode })),
  createFile,
  overwriteFile,
  // Windows lets everybody make a junction, which is a link to a directory.
  createLink: (target, path) => symlink(target, path, windows ? "junction" : undefined),
  rename: (from, to) => despiteReaders(() => rename(from, to)),
  remove: (path) => despiteReaders(() => unlink(path)),
  removeDirectory: (path) => rmdir(path),
  changeMode: (path, mode) => chmod(path, mode),
  changeOwner: (path, uid, gid) => chown(path, uid, gid),
};

/** Waits for no writer: a pipe may have taken the place of a file since somebody looked what it is. */
async function readWhole(path: string): Promise<Uint8Array> {
  const handle = await open(path, windows ? "r" : constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    if (kindOf(await handle.stat()) === "other")
      throw new FileRefusedError("not-an-ordinary-file", `${path}: not an ordinary file`, { params: { path } });
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

async function createFile(path: string, content: Uint8Array, mode: number, flush: boolean): Promise<void> {
  const handle = await despiteReaders(() => open(path, "wx", mode));
  try {
    await handle.writeFile(content);
    if (flush) await handle.sync();
    await handle.close();
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(path, { force: true });
    throw error;
  }
}

async function overwriteFile(path: string, content: Uint8Array): Promise<void> {
  const handle = await despiteReaders(() => open(path, "r+"));
  try {
    // Unlike `write`, which writes what there is room for and calls that a success.
    await handle.writeFile(content);
    await handle.truncate(content.length);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** On Windows a file that another process has open for a moment (a virus scanner, a reader) can be neither replaced nor removed. */
async function despiteReaders<T>(operation: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await operation();
    } catch (error) {
      const code = systemErrorCode(error) ?? "";
      if (!windows || attempt === 10 || !["EPERM", "EACCES", "EBUSY"].includes(code)) throw error;
      await sleep(attempt * 10);
    }
  }
}

function toFileStat(stats: Stats): FileStat {
  return {
    kind: kindOf(stats),
    size: stats.size,
    mode: stats.mode & 0o777,
    uid: stats.uid,
    gid: stats.gid,
    mtimeMs: stats.mtimeMs,
    inode: stats.ino,
  };
}

function kindOf(stats: Stats): FileStat["kind"] {
  if (stats.isFile()) return "file";
  if (stats.isDirectory()) return "directory";
  return stats.isSymbolicLink() ? "symlink" : "other";
}
