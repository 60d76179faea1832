import { atLineEnd, skipBlanks, skipSpaces } from "./blanks.ts";
import type { Cursor } from "./cursor.ts";
import { Reader, type ArrayValue, type Entry, type InlineTable, type InvalidValue, type Value } from "./document.ts";
import { scanKey } from "./keys.ts";
import { scanScalar } from "./scalars.ts";
import { scanString } from "./strings.ts";

/** Arrays and inline tables inside each other: far beyond any use, and short of the stack's end. */
const maxDepth = 200;

// The start of a line that ends every array above it: a key with its = or a header.
const keyLike = /(?:[A-Za-z0-9_. \t-]|"[^"\r\n]*"|'[^'\r\n]*'){1,500}=/y;
const headerLike = /\[[ \t]*(?:host|"host")[ \t]*\./y;

const colon = /:(?:[ \t]*=|(?=[ \t]+[^\s#]|["'[{]))/y;

function scanValue(cursor: Cursor, depth = 0): Value {
  const char = cursor.text.charAt(cursor.at);
  if (char === '"' || char === "'") return scanString(cursor);
  if (char === "[" || char === "{") {
    if (depth >= maxDepth) return tooDeep(cursor);
    return char === "[" ? scanArray(cursor, depth + 1) : scanInlineTable(cursor, depth + 1);
  }
  return scanScalar(cursor);
}

function tooDeep(cursor: Cursor): InvalidValue {
  const start = cursor.at;
  cursor.problem(start, start + 1, `arrays and tables must not be nested more than ${maxDepth} deep.`);
  cursor.at = cursor.text.length;
  return { kind: "invalid", start, end: start + 1 };
}

function scanArray(cursor: Cursor, depth: number): ArrayValue {
  const start = cursor.at++;
  const items: Value[] = [];
  for (let separated = true; ;) {
    const lineOfLast = cursor.at;
    skipBlanks(cursor);
    if (cursor.take("]")) break;
    if (cursor.atEnd || startsStatement(cursor, lineOfLast)) {
      cursor.problem(start, start + 1, "this array is not closed with ].");
      cursor.at = lineOfLast;
      break;
    }
    if (cursor.follows(",")) {
      if (separated) cursor.problem(cursor.at, cursor.at + 1, "a value is missing before this comma.");
      cursor.at++;
      separated = true;
      continue;
    }
    if (!separated) cursor.problem(cursor.at, cursor.at, "a comma is missing between two values.");
    const item = scanItem(cursor, depth);
    if (item === undefined) break;
    items.push(item);
    separated = false;
  }
  return { kind: "array", start, end: cursor.at, items };
}

/** A value in an array; undefined where something stands that ends every array, like a lone `}` or `=`. */
function scanItem(cursor: Cursor, depth: number): Value | undefined {
  const start = cursor.at;
  const before = cursor.problems.length;
  const item = scanValue(cursor, depth);
  if (cursor.at > start) return item;
  cursor.problems.length = before;
  cursor.problem(start, start + 1, "a value or ] is expected here.");
  return undefined;
}

/** Whether the cursor, on a later line than `from`, stands before the next statement of the document. */
function startsStatement(cursor: Cursor, from: number): boolean {
  if (!cursor.text.slice(from, cursor.at).includes("\n")) return false;
  return cursor.sees(cursor.follows("[") ? headerLike : keyLike);
}

function scanInlineTable(cursor: Cursor, depth: number): InlineTable {
  const start = cursor.at++;
  const entries: Entry[] = [];
  for (let separated = true; ;) {
    const end = cursor.at;
    skipBlanksInTable(cursor, separated);
    if (cursor.follows("}")) {
      if (separated && entries.length > 0) trailingComma(cursor, end);
      cursor.at++;
      break;
    }
    if (cursor.atEnd || cursor.follows("]") || (cursor.text.slice(end, cursor.at).includes("\n") && cursor.follows("["))) {
      cursor.problem(start, start + 1, "this inline table is not closed with }.");
      cursor.at = end;
      break;
    }
    if (cursor.follows(",")) {
      if (separated) cursor.problem(cursor.at, cursor.at + 1, "an entry is missing before this comma.");
      cursor.at++;
      separated = true;
      continue;
    }
    if (!separated) cursor.problem(cursor.at, cursor.at, "a comma is missing between two entries.");
    const entry = scanEntry(cursor, depth);
    if (entry === undefined) break;
    entries.push(entry);
    separated = false;
  }
  return { kind: "table", start, end: cursor.at, entries };
}

function trailingComma(cursor: Cursor, end: number): void {
  cursor.problem(end - 1, end, "a comma before } is TOML 1.1, which containerd reads since 2.4.", Reader.notV24);
}

/** Line ends and comments in an inline table are TOML 1.1; go-toml v1 takes them where a key may begin. */
function skipBlanksInTable(cursor: Cursor, beforeKey: boolean): void {
  skipSpaces(cursor);
  if (!atLineEnd(cursor) && !cursor.follows("#")) return;
  const start = cursor.at;
  skipBlanks(cursor);
  if (cursor.atEnd) return;
  const takenByV1 = beforeKey || cursor.follows("}");
  cursor.problem(
    start,
    start + 1,
    "a line end in an inline table is TOML 1.1, which containerd reads since 2.4.",
    takenByV1 ? Reader.v2 : Reader.notV24,
  );
}

/** YAML and JSON have a colon where TOML has `=`; whoever writes both means the latter. */
function takeColon(cursor: Cursor): boolean {
  const start = cursor.at;
  if (cursor.match(colon) === undefined) return false;
  cursor.problem(start, cursor.at, "a key must be followed by =, not by a colon.");
  return true;
}

/** Reads `key = value`. Undefined, with the cursor where it was, if there is no key. */
export function scanEntry(cursor: Cursor, depth = 0): Entry | undefined {
  const start = cursor.at;
  const key = scanKey(cursor);
  if (key === undefined) return undefined;
  const keyEnd = key.at(-1)?.end ?? start;
  if (!cursor.take("=") && !takeColon(cursor)) {
    cursor.problem(keyEnd, keyEnd, "a key must be followed by = and a value.");
    return { start, end: keyEnd, key, value: { kind: "invalid", start: keyEnd, end: keyEnd } };
  }
  skipSpaces(cursor);
  const value = scanValue(cursor, depth);
  return { start, end: Math.max(value.end, keyEnd), key, value };
}
