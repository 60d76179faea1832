import type { Cursor } from "./cursor.ts";
import { Reader, type InvalidValue, type ScalarValue } from "./document.ts";

// What go-toml v2 takes for TOML 1.0 (its scanDateTime and scanIntOrFloat): it finds the end of the token and, in a field
// that nobody reads, never looks inside.
const dateStart = /\d{2}:|\d{4}-/y;
const datePattern = /[-0-9Tt:.+Zz]+(?: \d[-0-9Tt:.+Zz]*)?/y;
const prefixed = /0(?:x[0-9a-fA-F_]*|o[0-7_]*|b[01_]*)/y;
const numberPattern = /[-+0-9_.eE]*(?:inf|nan)|[-+0-9_.eE]+/y;

// What TOML says (1.0 and 1.1, "Integer" and "Float"): the readers for 1.x and 2.4 are this strict.
const integerPattern = /^(?:[+-]?(?:0|[1-9](?:_?\d)*)|0x[0-9a-fA-F](?:_?[0-9a-fA-F])*|0o[0-7](?:_?[0-7])*|0b[01](?:_?[01])*)$/;
const floatPattern = /^[+-]?(?:(?:0|[1-9](?:_?\d)*)(?:\.\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?|inf|nan)$/;

// go-toml v1: a capital T, seconds, and behind a date alone only a space or the end of the file.
const v1Date = /^(?:(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?)?|(\d\d):(\d\d):(\d\d)(?:\.\d+)?)$/;

const bareText = /[^\s,\]}#=]+/y;

const minInteger = -(2n ** 63n);
const maxInteger = 2n ** 64n - 1n;

/** Reads a value that is neither string, array nor inline table. */
export function scanScalar(cursor: Cursor): ScalarValue | InvalidValue {
  const start = cursor.at;
  const found = scanToken(cursor);
  if (found === undefined) return scanBareText(cursor, start);
  const text = cursor.text.slice(start, cursor.at);
  if (found === "date") checkDate(cursor, start, text);
  else if (found !== "boolean") checkNumber(cursor, start, text);
  return { kind: found, start, end: cursor.at, text };
}

function scanToken(cursor: Cursor): ScalarValue["kind"] | undefined {
  if (cursor.take("true") || cursor.take("false")) return "boolean";
  if (cursor.sees(dateStart)) {
    cursor.match(datePattern);
    return "date";
  }
  if (cursor.match(prefixed) !== undefined) return "integer";
  const number = cursor.match(numberPattern);
  if (number === undefined) return undefined;
  return /[.eE]|inf|nan/.test(number) ? "float" : "integer";
}

function scanBareText(cursor: Cursor, start: number): InvalidValue {
  const bare = cursor.match(bareText);
  if (bare === undefined) cursor.problem(start, start, "a value is missing here.");
  else cursor.unquoted(start, cursor.at, "text must stand in quotation marks.");
  return { kind: "invalid", start, end: cursor.at };
}

function checkNumber(cursor: Cursor, start: number, text: string): void {
  const isInteger = integerPattern.test(text);
  if (!isInteger && !floatPattern.test(text)) {
    cursor.problem(start, cursor.at, `${text} is not a number that TOML knows.`, readersOfOddNumber(text));
    return;
  }
  if (/^0[eE]/.test(text)) cursor.problem(start, cursor.at, `containerd 1.x cannot read the number ${text}.`, Reader.v1);
  if (isInteger && !fits64Bits(text.replaceAll("_", "").replace(/^\+/, ""))) {
    cursor.problem(start, cursor.at, "this integer does not fit into 64 bits.", Reader.v1);
  }
}

function fits64Bits(integer: string): boolean {
  if (integer.length < 19) return true;
  // Making a number of very many digits takes more than the time to read them.
  if (integer.replace(/^(?:-|0[xob]0*)/, "").length > 64) return false;
  const value = BigInt(integer);
  return value >= minInteger && value <= maxInteger;
}

/** go-toml v2 for TOML 1.0 minds leading zeros, and little else. */
function readersOfOddNumber(text: string): number {
  return (isNumberForV1(text) ? Reader.v24 : Reader.notV2) | (/^0[\d_]/.test(text) ? Reader.v2 : 0);
}

/** go-toml v1 allows leading zeros, and an underscore behind any digit but the last (its numberContainsInvalidUnderscore). */
function isNumberForV1(text: string): boolean {
  return /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text.replaceAll("_", "")) && !/(?:^|\D)_|_$|^0[eE]/.test(text);
}

function checkDate(cursor: Cursor, start: number, text: string): void {
  const parts = v1Date.exec(text);
  const [, year, month, day, ...time] = parts ?? [];
  const dateAlone = year !== undefined && time[0] === undefined;
  const badEnd = dateAlone && !cursor.atEnd && !cursor.follows(" ");
  if (parts === null || badEnd || !dateExists(year, month, day) || !timeExists(time) || !zoneExists(text)) {
    cursor.problem(start, cursor.at, `containerd 1.x cannot read the date or time ${text}.`, Reader.v1);
  }
}

function dateExists(year: string | undefined, month: string | undefined, day: string | undefined): boolean {
  if (year === undefined) return true;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

function timeExists(time: readonly (string | undefined)[]): boolean {
  const numbers = time.filter((part) => part !== undefined).map(Number);
  const [hour = 0, minute = 0, second = 0] = numbers;
  return hour < 24 && minute < 60 && second < 60;
}

/** As Go's time.Parse has it since 1.20. */
function zoneExists(text: string): boolean {
  const [, hour = 0, minute = 0] = /:.*[+-](\d\d):(\d\d)$/.exec(text) ?? [];
  return Number(hour) <= 24 && Number(minute) <= 60;
}
