import { Range, type Uri, window } from "vscode";

/** Opens a file in an editor, at a place in it where one is told: line and column from 1. */
export async function openFile(uri: Uri, { line, column }: { readonly line?: unknown; readonly column?: unknown }): Promise<void> {
  const isPlaced = typeof line === "number" && typeof column === "number";
  await window.showTextDocument(uri, isPlaced ? { selection: new Range(line - 1, column - 1, line - 1, column - 1) } : {});
}
