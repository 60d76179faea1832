import type { Cursor } from "./cursor.ts";
import { Reader } from "./document.ts";

const spaceRun = /[ \t]+/y;
const commentText = /#[^\r\n]*/y;
const notInComment = /[^\t -~\u0080-\uFFFF]/;
const restOfLine = /[^\r\n]*/y;

const tab = 9;
const lineFeed = 10;
const carriageReturn = 13;
const space = 32;
const hash = 35;

export function skipSpaces(cursor: Cursor): void {
  const code = cursor.code();
  if (code === space || code === tab) cursor.match(spaceRun);
}

/** Moves over `#…` up to the end of the line, if it stands here. */
export function skipComment(cursor: Cursor): void {
  if (cursor.code() !== hash) return;
  const start = cursor.at;
  const comment = cursor.match(commentText) ?? "";
  cursor.comments.push({ start, end: cursor.at });
  const control = comment.search(notInComment);
  if (control >= 0) {
    cursor.problem(start + control, start + control + 1, "a comment must not hold a control character.", Reader.notV1);
  }
}

/** Moves over one line end, if it stands here. A lone carriage return is one too, for the readers that take it. */
export function skipNewline(cursor: Cursor): boolean {
  const code = cursor.code();
  if (code === lineFeed) {
    cursor.at++;
    return true;
  }
  if (code !== carriageReturn) return false;
  if (cursor.code(1) === lineFeed) {
    cursor.at += 2;
    return true;
  }
  cursor.problem(cursor.at, cursor.at + 1, "a carriage return must be followed by a line feed.", Reader.notV1);
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
  return cursor.atEnd || code === lineFeed || code === carriageReturn;
}

/** Moves to the end of the line; returns where the text ends that was skipped, trailing spaces and comment apart. */
export function skipLine(cursor: Cursor): number {
  const start = cursor.at;
  const rest = cursor.match(restOfLine) ?? "";
  return start + rest.trimEnd().length;
}
