import { Range, type TextDocument } from "vscode";

/** From the offset of a part's first character to that behind its last. */
export function rangeOf(document: TextDocument, { start, end }: { readonly start: number; readonly end: number }): Range {
  return new Range(document.positionAt(start), document.positionAt(end));
}
