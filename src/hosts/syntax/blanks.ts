import type { Cursor } from "./cursor.ts";
import { Reader } from "./document.ts";

const SPACES = /[ \t]+/y;
const COMMENT = /#[^\r\n]*/y;
const NOT_IN_COMMENT = /[^\t -~\u0080-\uFFFF]/;
const REST_OF_LINE = /[^\r\n]*/y;

const TAB = 9;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const HASH = 35;

export function skipSpaces(cursor: Cursor): void {
  const code = cursor.code();
  if (code === SPACE || code === TAB) cursor.match(SPACES);
}

/** Moves over `#…` up to the end of the line, if it stands here. */
export function skipComment(cursor: Cursor): void {
  if (cursor.code() !== HASH) return;
  const start = cursor.at;
  const comment = cursor.match(COMMENT) ?? "";
  cursor.comments.push({ start, end: cursor.at });
  const control = comment.search(NOT_IN_COMMENT);
  if (control >= 0) {
    cursor.problem(start + control, start + control + 1, "A comment must not hold a control character.", Reader.notV1);
  }
}

/** Moves over one line end, if it stands here. A lone carriage return is one too, for the readers that take it. */
export function skipNewline(cursor: Cursor): boolean {
  const code = cursor.code();
  if (code === LINE_FEED) {
    cursor.at++;
    return true;
  }
  if (code !== CARRIAGE_RETURN) return false;
  if (cursor.code(1) === LINE_FEED) {
    cursor.at += 2;
    return true;
  }
  cursor.problem(cursor.at, cursor.at + 1, "A carriage return must be followed by a line feed.", Reader.notV1);
  cursor.at++;
  return true;
}

/** Moves over spaces, comments and line ends. */
export function skipBlanks(cursor: Cursor): void {
  do {
    skipSpaces(cursor);
    skipComment(cursor);
  } while (skipNewline(cursor));
}

export function atLineEnd(cursor: Cursor): boolean {
  const code = cursor.code();
  return cursor.atEnd || code === LINE_FEED || code === CARRIAGE_RETURN;
}

/** Moves to the end of the line; returns where the text ends that was skipped, trailing spaces and comment apart. */
export function skipLine(cursor: Cursor): number {
  const start = cursor.at;
  const rest = cursor.match(REST_OF_LINE) ?? "";
  return start + rest.trimEnd().length;
}
