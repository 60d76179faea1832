import type { Cursor } from "./cursor.ts";
import { Reader, type StringForm, type StringValue } from "./document.ts";

// Runs of characters that stand for themselves in each form.
const basicRun = /[\t !#-[\]-~\u0080-\uFFFF]+/y;
const literalRun = /[\t -&(-~\u0080-\uFFFF]+/y;
const lineContinuation = /[ \t]*(?:\r?\n)[ \t\r\n]*/y;
const anyBlanks = /[ \t\r\n]+/y;
const hex4 = /[0-9a-fA-F]{4}/y;
const hex8 = /[0-9a-fA-F]{8}/y;
const hex2 = /[0-9a-fA-F]{2}/y;

const simpleEscapes: Readonly<Record<string, string>> = {
  b: "\b",
  t: "\t",
  n: "\n",
  f: "\f",
  r: "\r",
  '"': '"',
  "\\": "\\",
};
const hexEscapes: Readonly<Record<string, RegExp>> = { x: hex2, u: hex4, U: hex8 };

/** Reads the string that starts at the cursor's quotation mark, to its end or, if it has none, to the end of the line. */
export function scanString(cursor: Cursor): StringValue {
  const start = cursor.at;
  const quote = cursor.text.charAt(start);
  const form = (cursor.follows(quote.repeat(3)) ? quote.repeat(3) : quote) as StringForm;
  cursor.at += form.length;
  if (form.length === 3 && !cursor.take("\n")) cursor.take("\r\n");
  const value = scanContent(cursor, start, form);
  return { kind: "string", start, end: cursor.at, value, form };
}

function scanContent(cursor: Cursor, start: number, form: StringForm): string {
  const run = form.startsWith('"') ? basicRun : literalRun;
  let value = cursor.match(run) ?? "";
  for (; ; value += cursor.match(run) ?? "") {
    if (cursor.atEnd) return unclosed(cursor, start, form, value);
    const char = cursor.text.charAt(cursor.at);
    if (char === form.charAt(0)) {
      const closing = closeString(cursor, form);
      value += closing.extra;
      if (closing.closed) return value;
    } else if (char === "\\") {
      value += scanEscape(cursor, form);
    } else if (char === "\n" || char === "\r") {
      if (form.length === 1) return unclosed(cursor, start, form, value);
      value += scanNewline(cursor);
    } else {
      cursor.problem(cursor.at, cursor.at + 1, "a string must not hold a control character: escape it.", controlReaders(char, form));
      value += char;
      cursor.at++;
    }
  }
}

/** go-toml v1 takes U+007F everywhere and any control character between single quotes. */
function controlReaders(char: string, form: StringForm): number {
  return char === "\u007F" || form.startsWith("'") ? Reader.notV1 : Reader.all;
}

function unclosed(cursor: Cursor, start: number, form: StringForm, value: string): string {
  const ends = form.length === 1 ? "on its line" : "before the end of the file";
  cursor.problem(start, cursor.at, `this string must be closed with ${form} ${ends}.`);
  return value;
}

/** At a quotation mark: moves behind the closing mark, or takes the mark as content of a multi-line string. */
function closeString(cursor: Cursor, form: StringForm): { readonly closed: boolean; readonly extra: string } {
  const quote = form.charAt(0);
  if (form.length === 1) {
    cursor.at++;
    return { closed: true, extra: "" };
  }
  if (!cursor.take(form)) {
    cursor.at++;
    return { closed: false, extra: quote };
  }
  // Up to two quotation marks may stand before the closing three (TOML 1.0, "Multi-line basic strings").
  const extraStart = cursor.at;
  let extra = "";
  while (extra.length < 2 && cursor.take(quote)) extra += quote;
  if (extra !== "") cursor.problem(extraStart, cursor.at, `containerd 1.x ends the string at the first ${form}.`, Reader.v1);
  if (cursor.follows(quote)) {
    cursor.problem(cursor.at, cursor.at + 1, `a multi-line string must not hold ${form}.`);
    cursor.at++;
  }
  return { closed: true, extra };
}

/** go-toml keeps a line end as it is written. */
function scanNewline(cursor: Cursor): string {
  if (cursor.take("\n")) return "\n";
  cursor.at++;
  if (cursor.take("\n")) return "\r\n";
  cursor.problem(cursor.at - 1, cursor.at, "a carriage return must be followed by a line feed.", Reader.notV1);
  return "\r";
}

function scanEscape(cursor: Cursor, form: StringForm): string {
  const start = cursor.at;
  cursor.at++;
  const char = cursor.text.charAt(cursor.at);
  const simple = Object.hasOwn(simpleEscapes, char) ? simpleEscapes[char] : undefined;
  if (simple !== undefined) {
    cursor.at++;
    return simple;
  }
  if (Object.hasOwn(hexEscapes, char)) return scanCodePoint(cursor, start, char);
  if (char === "e") {
    cursor.at++;
    cursor.problem(start, cursor.at, "containerd 1.x does not know the escape sequence \\e.", Reader.v1);
    return "\u001B";
  }
  return scanOddEscape(cursor, start, char, form);
}

function scanOddEscape(cursor: Cursor, start: number, char: string, form: StringForm): string {
  if (form === '"""' && cursor.match(lineContinuation) !== undefined) return "";
  if (char === "/") {
    cursor.at++;
    cursor.problem(start, cursor.at, "there is no escape sequence \\/.", Reader.notV1);
    return "/";
  }
  if ((char === " " || char === "\t") && cursor.match(anyBlanks) !== undefined) {
    cursor.problem(start, start + 1, "a backslash before a space must be written \\\\.", Reader.notV1);
    return "";
  }
  const lineEnd = char === "" || char === "\n" || char === "\r";
  cursor.problem(
    start,
    lineEnd ? start + 1 : start + 2,
    lineEnd ? "a backslash must be written \\\\." : `there is no escape sequence \\${char}. A backslash must be written \\\\.`,
  );
  if (!lineEnd) cursor.at++;
  return lineEnd ? "" : char;
}

function scanCodePoint(cursor: Cursor, start: number, letter: string): string {
  cursor.at++;
  const digits = cursor.match(hexEscapes[letter] ?? hex4);
  if (digits === undefined) {
    const wanted = { x: 2, u: 4, U: 8 }[letter];
    cursor.problem(start, cursor.at, `\\${letter} must be followed by ${wanted} hexadecimal digits.`);
    return "";
  }
  if (letter === "x") {
    cursor.problem(start, cursor.at, "the escape sequence \\x is TOML 1.1, which containerd reads since 2.4.", Reader.notV24);
  }
  const codePoint = Number.parseInt(digits, 16);
  if (codePoint > 0x10ffff || (codePoint >= 0xd800 && codePoint < 0xe000)) {
    cursor.problem(start, cursor.at, `U+${digits} is not a Unicode character.`, Reader.notV1);
    return "\uFFFD";
  }
  return String.fromCodePoint(codePoint);
}
