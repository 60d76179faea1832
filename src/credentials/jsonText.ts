import { atOnce } from "../core/slices.ts";

/**
 * JSON as Go's encoding/json reads and prints it. Unlike `JSON.parse`, the result keeps the order of members, duplicate
 * names, and numbers as written, so that fields which other programs own survive a round through this program.
 */
export type JsonValue = JsonObjectNode | JsonArray | JsonString | JsonLiteral;
export interface JsonObjectNode {
  readonly kind: "object";
  readonly members: readonly JsonMember[];
}
export interface JsonMember {
  readonly name: string;
  readonly value: JsonValue;
}
export interface JsonArray {
  readonly kind: "array";
  readonly items: readonly JsonValue[];
}
export interface JsonString {
  readonly kind: "string";
  readonly value: string;
}
/** A number, `true`, `false` or `null`, as written. */
export interface JsonLiteral {
  readonly kind: "literal";
  readonly text: string;
}

/** `offset` counts UTF-16 units; line and column start at 1. The message never quotes the text, which may hold secrets. */
export class JsonSyntaxError extends Error {
  readonly offset: number;
  readonly line: number;
  readonly column: number;

  constructor(message: string, text: string, offset: number) {
    super(message);
    this.name = "JsonSyntaxError";
    this.offset = offset;
    const before = text.slice(0, offset);
    this.line = before.split("\n").length;
    this.column = offset - before.lastIndexOf("\n");
  }
}

const literal = /true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
// oxlint-disable-next-line no-control-regex -- JSON forbids raw control characters inside strings
const notPlain = /[\\\u0000-\u001f]/;
// oxlint-disable-next-line no-control-regex -- the same
const plainCharacters = /[^"\\\u0000-\u001f]*/y;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
/** Far deeper than any configuration, and far from the end of the call stack. */
const maxDepth = 500;
/** Where the long lists of a file are. Each list that is interrupted makes it dearer to go on in those within it. */
const yieldingDepth = 8;

/**
 * The first JSON value of `text`, and the offset after it and the white space that follows. Throws JsonSyntaxError. May be interrupted
 * between the members of a list.
 */
export function* parseFirstJsonValue(text: string): Generator<undefined, { readonly value: JsonValue; readonly end: number }> {
  let at = 0;

  const fail = (message: string, offset = at): never => {
    throw new JsonSyntaxError(message, text, offset);
  };
  const take = (token: RegExp): string | undefined => {
    token.lastIndex = at;
    const match = token.exec(text);
    if (match === null) return undefined;
    at = token.lastIndex;
    return match[0];
  };
  const skipSpace = (): void => {
    while (isSpace(text.charCodeAt(at))) at++;
  };
  const accept = (character: string): boolean => {
    if (text.charAt(at) !== character) return false;
    at++;
    skipSpace();
    return true;
  };
  const parseString = (): string => {
    const start = at;
    if (text.charAt(at) !== '"') fail("expected a string");
    at++;
    const end = text.indexOf('"', at);
    const plain = text.slice(at, end);
    // Nearly every string has nothing in it that is to be looked at one by one.
    if (end >= 0 && !notPlain.test(plain)) {
      at = end + 1;
      skipSpace();
      return plain.toWellFormed();
    }
    // Piece by piece: one expression for a whole string runs out of stack on a long one.
    do take(plainCharacters);
    while (take(escape) !== undefined);
    if (text.charAt(at) !== '"') fail("invalid string", start);
    at++;
    const token = text.slice(start, at);
    const content = token.includes("\\") ? (JSON.parse(token) as string) : token.slice(1, -1);
    skipSpace();
    return content.toWellFormed();
  };
  function* parseList<T>(close: string, depth: number, parseItem: (depth: number) => Generator<undefined, T>): Generator<undefined, T[]> {
    const items: T[] = [];
    at++;
    skipSpace();
    if (accept(close)) return items;
    do {
      items.push(yield* parseItem(depth + 1));
      if (depth < yieldingDepth) yield;
    } while (accept(","));
    if (!accept(close)) fail(`expected "," or "${close}"`);
    return items;
  }
  function* parseMember(depth: number): Generator<undefined, JsonMember> {
    const name = parseString();
    if (!accept(":")) fail('expected ":"');
    return { name, value: yield* parseValue(depth) };
  }
  function* parseValue(depth: number): Generator<undefined, JsonValue> {
    if (depth > maxDepth) fail("nested too deeply");
    switch (text.charAt(at)) {
      case "{":
        return { kind: "object", members: yield* parseList("}", depth, parseMember) };
      case "[":
        return { kind: "array", items: yield* parseList("]", depth, parseValue) };
      case '"':
        return { kind: "string", value: parseString() };
      default: {
        const token = take(literal) ?? fail(at === text.length ? "unexpected end of file" : "expected a value");
        skipSpace();
        return { kind: "literal", text: token };
      }
    }
  }

  skipSpace();
  const value = yield* parseValue(0);
  return { value, end: at };
}

/** Space, TAB, LF, CR. */
function isSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x09 || unit === 0x0a || unit === 0x0d;
}

/** As `printing`, for what is short. */
export function printJson(value: JsonValue): string {
  return atOnce(printing(value));
}

/**
 * Go's `json.MarshalIndent(value, "", "\t")`: TAB, LF, no final newline, `<`, `>`, `&`, U+2028 and U+2029 escaped. May be interrupted
 * between the members of a list.
 */
export function* printing(value: JsonValue, indent = ""): Generator<undefined, string> {
  if (value.kind === "string") return printString(value.value);
  if (value.kind === "literal") return value.text;
  const inner = `${indent}\t`;
  const mayYield = indent.length < yieldingDepth;
  const lines: string[] = [];
  if (value.kind === "array") {
    for (const item of value.items) {
      lines.push(yield* printing(item, inner));
      if (mayYield) yield;
    }
    return printList("[", lines, "]", indent);
  }
  for (const { name, value: member } of value.members) {
    lines.push(`${printString(name)}: ${yield* printing(member, inner)}`);
    if (mayYield) yield;
  }
  return printList("{", lines, "}", indent);
}

function printList(open: string, lines: readonly string[], close: string, indent: string): string {
  if (lines.length === 0) return open + close;
  return `${open}\n${lines.map((line) => `${indent}\t${line}`).join(",\n")}\n${indent}${close}`;
}

const escapedByGo = /[<>&\u2028\u2029]/g;

function printString(text: string): string {
  return JSON.stringify(text).replace(escapedByGo, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Compares as Go sorts map keys: by the bytes of their UTF-8 form, which is by code point. */
export function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const difference = rankOfUnit(a.charCodeAt(at)) - rankOfUnit(b.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** UTF-16 units in the order of the code points that they belong to: surrogates stand for those beyond U+FFFF. */
function rankOfUnit(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
