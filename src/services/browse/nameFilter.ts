import type { RE2JS } from "re2js";
import { expressionPart, globPart, searchPart } from "./searchPart.ts";

/** Where a name matches: from the first of these characters up to the second, for each place. */
export type Ranges = readonly (readonly [start: number, end: number])[];

/** What a person typed to find names. */
export interface NameFilter {
  readonly text: string;
  /** In lower case, what each name that matches has in it, in upper or lower case; undefined where that is not known. */
  readonly part?: string | undefined;
  matches(name: string): boolean;
  /** Where a name that matches does so. */
  rangesIn(name: string): Ranges;
}

/** A regular expression that is none, in the words of its engine. */
export class FilterError extends Error {
  override readonly name = "FilterError";
}

const expressionPattern = /^\/(.+)\/(i?)$/s;

/**
 * Three ways to say what is looked for: a part of the name; a whole name with `*` and `?`; a regular expression between slashes, in
 * RE2's syntax, whose time grows with the name's length and not beyond it (so that no expression hangs). Upper and lower case are the
 * same, but in an expression without the flag `i`.
 * @returns undefined for an empty text
 * @throws FilterError
 */
export async function parseNameFilter(text: string): Promise<NameFilter | undefined> {
  const wanted = text.trim();
  if (wanted === "") return undefined;
  const [, expression, flags] = expressionPattern.exec(wanted) ?? [];
  if (expression !== undefined) {
    const filter = await byExpression(wanted, expression, flags === "i", (matcher) => [[matcher.start(), matcher.end()]]);
    return { ...filter, part: expressionPart(expression) };
  }
  if (/[*?]/.test(wanted)) return { ...(await byExpression(wanted, toExpression(wanted), true, groupRanges)), part: globPart(wanted) };
  return { ...byPart(wanted), part: searchPart(wanted) };
}

function byPart(text: string): NameFilter {
  const part = text.toLowerCase();
  const matches = (name: string): boolean => name.toLowerCase().includes(part);
  const rangesIn = (name: string): Ranges => {
    const start = name.toLowerCase().indexOf(part);
    return start < 0 ? [] : [[start, start + part.length]];
  };
  return { text, matches, rangesIn };
}

/** Each stretch of the pattern that stands for itself is a group, so that it can be shown. */
function toExpression(glob: string): string {
  const parts = glob.split(/([*?])/).filter((part) => part !== "");
  const pieces = parts.map((part) => (part === "*" ? ".*" : part === "?" ? "." : `(${escape(part)})`));
  return `^${pieces.join("")}$`;
}

function escape(literal: string): string {
  return literal.replaceAll(/[^\w]/gu, (character) => `\\x{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

type Matcher = ReturnType<RE2JS["matcher"]>;

function groupRanges(matcher: Matcher): Ranges {
  return Array.from({ length: matcher.groupCount() }, (_, index) => [matcher.start(index + 1), matcher.end(index + 1)] as const);
}

async function byExpression(
  text: string,
  expression: string,
  isCaseFolded: boolean,
  rangesOf: (matcher: Matcher) => Ranges,
): Promise<NameFilter> {
  const { RE2JS, RE2JSException } = await import("re2js");
  const compiled = ((): RE2JS => {
    try {
      return RE2JS.compile(expression, isCaseFolded ? RE2JS.CASE_INSENSITIVE : 0);
    } catch (error) {
      if (error instanceof RE2JSException) throw new FilterError(error.message, { cause: error });
      throw error;
    }
  })();
  return {
    text,
    matches: (name) => compiled.test(name),
    rangesIn: (name) => {
      const matcher = compiled.matcher(name);
      return matcher.find() ? rangesOf(matcher).filter(([start, end]) => end > start) : [];
    },
  };
}
