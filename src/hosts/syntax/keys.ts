import { skipSpaces } from "./blanks.ts";
import type { Cursor } from "./cursor.ts";
import { Reader, type KeyPart } from "./document.ts";
import { scanString } from "./strings.ts";

const bareKey = /[A-Za-z0-9_-]+/y;
// Text that somebody meant as a key: up to whatever may follow a key.
const unreadableKey = /[^\s=.[\]{},#"']+/y;
// Of text that begins as a key; a colon is none of it where YAML or JSON would have a value behind it.
const restOfKey = /(?:[^\s=.[\]{},#"':]|:(?![ \t]+[^\s#]|["'[{]))+/y;

/** Reads a dotted key. Undefined where nothing at all can be read as one; a problem says so. */
export function scanKey(cursor: Cursor): readonly KeyPart[] | undefined {
  const parts: KeyPart[] = [];
  for (;;) {
    const part = scanKeyPart(cursor);
    if (part === undefined) return undefined;
    parts.push(part);
    skipSpaces(cursor);
    if (!cursor.take(".")) return parts;
    skipSpaces(cursor);
  }
}

function scanKeyPart(cursor: Cursor): KeyPart | undefined {
  const start = cursor.at;
  const name = cursor.match(bareKey);
  if (name !== undefined) return scanRestOfBareKey(cursor, start, name);
  if (cursor.follows('"') || cursor.follows("'")) return scanQuotedKey(cursor, start);
  const unreadable = cursor.match(unreadableKey);
  if (unreadable !== undefined) {
    cursor.unquoted(start, cursor.at, "a key that holds more than letters, digits, - and _ must stand in quotation marks.");
    return { start, end: cursor.at, name: unreadable, quote: "" };
  }
  cursor.problem(start, start, "a key is missing here.");
  return undefined;
}

function scanRestOfBareKey(cursor: Cursor, start: number, name: string): KeyPart {
  const rest = cursor.match(restOfKey);
  if (rest !== undefined) {
    cursor.unquoted(start, cursor.at, "a key that holds more than letters, digits, - and _ must stand in quotation marks.");
  }
  return { start, end: cursor.at, name: name + (rest ?? ""), quote: "" };
}

function scanQuotedKey(cursor: Cursor, start: number): KeyPart {
  if (cursor.follows('"""') || cursor.follows("'''")) {
    const { value, end } = scanString(cursor);
    cursor.problem(start, end, "a key must not be a multi-line string.", Reader.notV1);
    return { start, end, name: value, quote: '"' };
  }
  const { value, end, form } = scanString(cursor);
  return { start, end, name: value, quote: form === "'" ? "'" : '"' };
}
