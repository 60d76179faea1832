import type { Memento } from "vscode";
import type { Memory } from "../core/memory.ts";

/** Keeps a value under `key` of VS Code's own state; `initial` is read before the first write. */
export function mementoMemory<T>(state: Memento, key: string, initial: T): Memory<T> {
  return { read: () => state.get(key, initial), write: async (value) => state.update(key, value) };
}
