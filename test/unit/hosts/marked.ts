import assert from "node:assert/strict";
import type { Span } from "../../../src/hosts/syntax/document.ts";

/** Text without its marks, and the pieces that stood between `«` and `»`. */
export interface Marked {
  readonly text: string;
  readonly spans: readonly Span[];
}

/** Reads `«…»` marks out of a text, so that a test can show the expected ranges where they are. */
export function marked(source: string): Marked {
  const spans: Span[] = [];
  let text = "";
  let start = 0;
  for (const char of source) {
    if (char === "«") start = text.length;
    else if (char === "»") spans.push({ start, end: text.length });
    else text += char;
  }
  return { text, spans };
}

/** The text with a caret where `|` stands. */
export function caret(source: string): { readonly text: string; readonly offset: number } {
  const offset = source.indexOf("|");
  assert.notEqual(offset, -1, "the text has no caret");
  return { text: source.slice(0, offset) + source.slice(offset + 1), offset };
}

/** The text with `«…»` marks around the spans, for readable differences. */
export function mark(text: string, spans: readonly Span[]): string {
  const marks = spans.flatMap(({ start, end }, order) => [
    { at: start, order, mark: "«" },
    { at: end, order, mark: "»" },
  ]);
  marks.sort((a, b) => b.at - a.at || b.order - a.order || (a.mark === "»" ? -1 : 1));
  let result = text;
  for (const { at, mark: sign } of marks) result = result.slice(0, at) + sign + result.slice(at);
  return result;
}
