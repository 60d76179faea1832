/** One challenge of a `WWW-Authenticate` header (RFC 9110, section 11.6.1). Scheme and parameter names in lower case. */
export interface Challenge {
  readonly scheme: string;
  readonly params: ReadonlyMap<string, string>;
}

const token = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+/y;
const separators = /[ \t,]*/y;
const equals = /[ \t]*=[ \t]*/y;
const quoted = /"((?:[^"\\]|\\.)*)(?:"|$)/y;
/** Wider than a token: registries really send bare URLs and scopes (`service=gcr.io`, `realm=https://…`). */
const bare = /[^\s,"]+/y;
/** `YWJj==` of `Negotiate YWJj==`; a parameter has a value behind its `=`, so that no comma and no end follows. */
const token68 = /[ \t]+[A-Za-z0-9\-._~+/]+=*(?=[ \t]*(?:,|$))/y;

/**
 * Every challenge of every header line, in order. Takes several schemes in one line, any order of parameters, quoted
 * commas and escapes, bare values; skips what it cannot read up to the next comma, and never throws.
 */
export function parseChallenges(lines: readonly string[]): Challenge[] {
  return lines.flatMap((line) => parseLine(line));
}

function parseLine(line: string): Challenge[] {
  const challenges: { scheme: string; params: Map<string, string> }[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(line) ?? undefined;
    if (match !== undefined) at = pattern.lastIndex;
    return match;
  };
  while (at < line.length) {
    take(separators);
    const name = take(token)?.[0];
    if (name === undefined) {
      // Not a scheme and not a parameter: go on after the next comma.
      const comma = line.indexOf(",", at);
      at = comma < 0 ? line.length : comma + 1;
      continue;
    }
    const current = challenges.at(-1);
    if (current !== undefined && take(equals) !== undefined) {
      const value = take(quoted)?.[1]?.replace(/\\(.)/g, "$1") ?? take(bare)?.[0] ?? "";
      const key = name.toLowerCase();
      if (!current.params.has(key)) current.params.set(key, value);
      continue;
    }
    challenges.push({ scheme: name.toLowerCase(), params: new Map() });
    take(token68);
  }
  return challenges;
}
