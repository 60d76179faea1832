import type { HostsDocument, Span, Value } from "../syntax/document.ts";
import type { LineIndex } from "../syntax/lines.ts";

export interface FoldingRange {
  /** Lines, from 0; both stay visible in part. */
  readonly startLine: number;
  readonly endLine: number;
  readonly kind: "region" | "comment";
}

/** Tables, values of several lines, and blocks of comments. */
export function foldingRanges(document: HostsDocument, lines: LineIndex): readonly FoldingRange[] {
  const ranges: FoldingRange[] = [];
  const add = (span: Span, kind: FoldingRange["kind"]): void => {
    const startLine = lines.position(span.start).line;
    const endLine = lines.position(span.end).line;
    if (endLine > startLine) ranges.push({ startLine, endLine, kind });
  };
  for (const { header, entries } of document.tables) {
    const last = entries.at(-1);
    if (header !== undefined && last !== undefined) add({ start: header.start, end: last.end }, "region");
    for (const { value } of entries) foldValue(value, add);
  }
  for (const block of commentBlocks(document, lines)) add(block, "comment");
  return ranges;
}

function foldValue(value: Value, add: (span: Span, kind: "region") => void): void {
  add(value, "region");
  if (value.kind === "array") for (const item of value.items) if (item.kind === "array" || item.kind === "table") foldValue(item, add);
}

/** Comments on lines of their own that follow one another. */
function commentBlocks({ comments, text }: HostsDocument, lines: LineIndex): readonly Span[] {
  const blocks: { start: number; end: number; line: number }[] = [];
  for (const comment of comments) {
    const { line, character } = lines.position(comment.start);
    if (text.slice(comment.start - character, comment.start).trim() !== "") continue;
    const last = blocks.at(-1);
    if (last !== undefined && last.line === line - 1) Object.assign(last, { end: comment.end, line });
    else blocks.push({ ...comment, line });
  }
  return blocks;
}
