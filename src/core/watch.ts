import type { Disposable } from "./disposable.ts";

/** Port: notice that a file was created, changed, replaced or removed, its directory included. Path is absolute. */
export interface Watch {
  watchFile(path: string, onDidChange: () => void): Disposable;
}
