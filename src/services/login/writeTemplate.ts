import { dirname } from "node:path";
import { systemErrorCode } from "../../core/errors.ts";
import type { FileSystem } from "../../core/fileSystem.ts";

/** Writes a file that is to hold a secret, for its owner alone. One that is there stays as it is. Rejects with a system error. */
export async function writeTemplate(files: Pick<FileSystem, "makeDirectory" | "createFile">, path: string, content: string): Promise<void> {
  await files.makeDirectory(dirname(path), 0o700);
  try {
    await files.createFile(path, new TextEncoder().encode(content), 0o600, false);
  } catch (error) {
    if (systemErrorCode(error) !== "EEXIST") throw error;
  }
}
