import { randomUUID } from "node:crypto";
import { dirname } from "node:path";
import { exists, type FileReader, type FileSystem } from "../../core/fileSystem.ts";
import { readOrdinaryFile } from "../../core/ordinaryFile.ts";
import { HostsFileError } from "./hostsFileError.ts";
import type { NewFile } from "./newFiles.ts";
import { isWriteDenied } from "../../core/errors.ts";

/** `denied` where this person may not write there; nothing has been written then. */
export type WriteResult = "written" | "denied";

const newMode = 0o644;

/**
 * Makes the files and their directories, readable by everybody as the daemon needs it: all of them, or none. They are
 * written beside their places first and then renamed, in their order, so that a hosts.toml never names a file that is not
 * there yet. A file that is replaced keeps its mode and owner, and must still be what the person was shown. Rejects with
 * HostsFileError where a file exists already or is another one by now, and for what else the file system says.
 */
export async function writeNewFiles(newFiles: readonly NewFile[], files: FileSystem): Promise<WriteResult> {
  const made: Made = { files: new Set(), directories: [], replaced: [] };
  const current = { path: "" };
  try {
    const staged: Staged[] = [];
    for (const file of newFiles) {
      current.path = file.path;
      const before = await lookAt(file, files);
      if (before === undefined) await makeDirectory(dirname(file.path), files, made);
      const target = before?.path ?? file.path;
      staged.push({ file, target, before, temporary: await stage(target, new TextEncoder().encode(file.content), before, files, made) });
    }
    for (const { file, target, before, temporary } of staged) {
      current.path = file.path;
      await lookAt(file, files);
      await files.rename(temporary, target);
      made.files.delete(temporary);
      if (before === undefined) made.files.add(target);
      else made.replaced.push(before);
    }
    return "written";
  } catch (error) {
    await undo(made, files);
    if (isWriteDenied(error)) return "denied";
    throw error instanceof HostsFileError ? error : new HostsFileError("not-written", current.path, error);
  }
}

/** A file that is replaced, as it was. */
interface Before {
  /** With links followed: a link goes on being one. */
  readonly path: string;
  readonly content: Uint8Array;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

interface Staged {
  readonly file: NewFile;
  readonly target: string;
  readonly before: Before | undefined;
  readonly temporary: string;
}

interface Made {
  readonly files: Set<string>;
  readonly directories: string[];
  readonly replaced: Before[];
}

/** What is at the file's place, which must be nothing, or just what it replaces. */
async function lookAt({ path, replaces }: NewFile, files: FileSystem): Promise<Before | undefined> {
  if (replaces === undefined) {
    if (await exists(files, path)) throw new HostsFileError("exists-already", path);
    return undefined;
  }
  const content = (await exists(files, path)) ? await readOrdinaryFile(files, path) : undefined;
  if (content === undefined || new TextDecoder("utf-8", { ignoreBOM: true }).decode(content) !== replaces)
    throw new HostsFileError("changed-meanwhile", path);
  const { mode, uid, gid } = await files.stat(path);
  return { path: await files.realpath(path), content, mode, uid, gid };
}

/** Writes beside the target, for the owner and with the mode of what is there. */
async function stage(
  target: string,
  content: Uint8Array,
  before: Before | undefined,
  files: FileSystem,
  made: Pick<Made, "files">,
): Promise<string> {
  const temporary = `${target}.${randomUUID()}.tmp`;
  await files.createFile(temporary, content, before?.mode ?? newMode, true);
  made.files.add(temporary);
  if (before === undefined) return temporary;
  const { uid, gid } = await files.stat(temporary);
  if (uid !== before.uid || gid !== before.gid) await files.changeOwner(temporary, before.uid, before.gid);
  return temporary;
}

async function makeDirectory(path: string, files: FileReader & Pick<FileSystem, "makeDirectory">, { directories }: Made): Promise<void> {
  if (await exists(files, path)) return;
  await files.makeDirectory(path, 0o755);
  directories.push(path);
}

/** An empty directory left behind would hide `_default` from containerd. What cannot be removed stays: the first error is the one to tell. */
async function undo({ files: paths, directories, replaced }: Made, files: FileSystem): Promise<void> {
  for (const before of replaced.toReversed()) await putBack(before, files).catch(() => {});
  for (const path of [...paths].toReversed()) await files.remove(path).catch(() => {});
  for (const path of directories.toReversed()) await files.removeDirectory(path).catch(() => {});
}

async function putBack(before: Before, files: FileSystem): Promise<void> {
  const made = { files: new Set<string>() };
  try {
    await files.rename(await stage(before.path, before.content, before, files, made), before.path);
  } catch (error) {
    for (const path of made.files) await files.remove(path);
    throw error;
  }
}
