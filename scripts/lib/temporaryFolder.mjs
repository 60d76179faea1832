import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/**
 * Makes a folder in the system's temporary folder. It goes when this process exits, or earlier by `remove`.
 * @param {string} prefix
 * @returns {{ folder: string, remove: () => void }}
 */
export function makeTemporaryFolder(prefix) {
  const folder = mkdtempSync(path.join(os.tmpdir(), prefix));
  // A program that was told to end may still be writing.
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  const removeAtExit = () => {
    try {
      remove();
    } catch (error) {
      console.error(`${folder} stays: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  process.once("exit", removeAtExit);
  return {
    folder,
    remove: () => {
      process.off("exit", removeAtExit);
      remove();
    },
  };
}
