import { atLineEnd, skipComment, skipLine, skipNewline, skipSpaces } from "./blanks.ts";
import { Cursor } from "./cursor.ts";
import { Reader, type Entry, type Header, type HostsDocument, type DocumentTable } from "./document.ts";
import { scanKey } from "./keys.ts";
import { scanEntry } from "./values.ts";

const byteOrderMark = "\uFEFF";
const loneSurrogate = /\p{Surrogate}/u;

/**
 * Reads any text as TOML, in one pass: what cannot be read becomes a problem, and reading goes on behind it. Takes what
 * any of containerd's readers takes; each problem names the readers that refuse it.
 */
export function scanDocument(text: string): HostsDocument {
  const cursor = new Cursor(text);
  checkEncoding(cursor);
  const tables = scanTables(cursor, true);
  return { text, tables, comments: cursor.comments, problems: cursor.problems };
}

/**
 * The same of a text that is too large to be kept in pieces: its problems alone, and no further than there is any that
 * every reader refuses it for and that is kept.
 */
export function scanProblems(text: string): HostsDocument {
  const cursor = new Cursor(text);
  checkEncoding(cursor);
  scanTables(cursor, false);
  return { text, tables: [], comments: [], problems: cursor.problems };
}

function checkEncoding(cursor: Cursor): void {
  if (cursor.take(byteOrderMark)) {
    const message = "the file begins with a byte order mark.";
    cursor.note({ code: "byte-order-mark", start: 0, end: 1, message, readers: Reader.notV1 });
  }
  if (!cursor.text.isWellFormed()) {
    const at = cursor.text.search(loneSurrogate);
    cursor.problem(at, at + 1, "the file holds half of a character: it is not valid UTF-8.", Reader.notV1);
  }
}

function scanTables(cursor: Cursor, keeps: boolean): readonly DocumentTable[] {
  const tables: DocumentTable[] = [];
  let header: Header | undefined;
  let entries: Entry[] = [];
  let start = 0;
  while (!cursor.atEnd) {
    const problemsBefore = cursor.problems.length;
    skipSpaces(cursor);
    if (cursor.follows("[")) {
      if (keeps) tables.push({ header, entries, start, end: cursor.at });
      start = cursor.at;
      header = scanHeader(cursor);
      entries = [];
    } else if (!cursor.follows("#") && !atLineEnd(cursor)) {
      const entry = scanEntry(cursor);
      if (keeps && entry !== undefined) entries.push(entry);
    }
    finishLine(cursor, problemsBefore);
    if (keeps) continue;
    cursor.comments.length = 0;
    if (cursor.isFull) break;
  }
  tables.push({ header, entries, start, end: cursor.text.length });
  return tables;
}

/** Behind a statement only a comment may stand. What follows a statement with a problem is not reported again. */
function finishLine(cursor: Cursor, problemsBefore: number): void {
  skipSpaces(cursor);
  skipComment(cursor);
  if (!atLineEnd(cursor)) {
    const start = cursor.at;
    const reported = cursor.problems.slice(problemsBefore).some((problem) => problem.readers === Reader.all);
    const end = skipLine(cursor);
    if (!reported) cursor.problem(start, end, "a new line is expected here.");
  }
  skipNewline(cursor);
}

function scanHeader(cursor: Cursor): Header {
  const start = cursor.at;
  const array = cursor.follows("[[");
  cursor.at += array ? 2 : 1;
  const inside = cursor.at;
  skipSpaces(cursor);
  const key = scanKey(cursor) ?? [];
  skipSpaces(cursor);
  const closing = array ? "]]" : "]";
  if (cursor.take(closing)) {
    checkHeaderForV1(cursor, inside, cursor.at - closing.length);
  } else {
    cursor.problem(start, cursor.at, `this table header must be closed with ${closing}.`);
    cursor.take("]");
  }
  return { start, end: cursor.at, key, array };
}

/** go-toml v1 looks for the closing bracket without regard to quotation marks. */
function checkHeaderForV1(cursor: Cursor, start: number, end: number): void {
  const inside = cursor.text.slice(start, end);
  if (!/[[\]]/.test(inside)) return;
  const message = "containerd 1.x cannot read a table header with [ or ] inside the quotation marks.";
  cursor.note({ code: "ipv6-header-unsupported", start, end, message, readers: Reader.v1 });
}
