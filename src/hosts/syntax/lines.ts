import type { Position, Range } from "../lspTypes.ts";
import type { Span } from "./document.ts";

/** Turns offsets into lines and characters. A line ends with LF, CRLF or CR, as the Language Server Protocol has it. */
export class LineIndex {
  readonly #starts: number[] = [0];
  /** Where the characters of each line end, before its line end. */
  readonly #ends: number[] = [];
  readonly #length: number;

  constructor(text: string) {
    this.#length = text.length;
    for (const match of text.matchAll(/\r\n|\n|\r/g)) {
      this.#ends.push(match.index);
      this.#starts.push(match.index + match[0].length);
    }
    this.#ends.push(text.length);
  }

  position(offset: number): Position {
    const clamped = Math.min(Math.max(offset, 0), this.#length);
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= clamped) low = middle;
      else high = middle - 1;
    }
    // Between CR and LF is no position of a line.
    return { line: low, character: Math.min(clamped, this.#ends[low] ?? clamped) - (this.#starts[low] ?? 0) };
  }

  range(span: Span): Range {
    return { start: this.position(span.start), end: this.position(span.end) };
  }

  /** The offset of a position; a character beyond the line's end is the line's end. */
  offset(position: Position): number {
    const start = this.#starts[position.line];
    if (start === undefined) return position.line < 0 ? 0 : this.#length;
    return Math.max(start, Math.min(start + position.character, this.#ends[position.line] ?? this.#length));
  }
}

/** The first line of a text, without its end: for what concerns all of it. */
export function firstLineOf(text: string): Span {
  return { start: 0, end: text.search(/[\r\n]|$/) };
}
