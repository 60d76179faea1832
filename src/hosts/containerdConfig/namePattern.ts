/** One character of a name, or any number of them. */
export type PatternPart = "*" | ((character: string) => boolean);

/** A pattern for one name as Go's path.Match has it; undefined for one that it refuses (ErrBadPattern). */
export function parsePattern(pattern: string): readonly PatternPart[] | undefined {
  const characters = Array.from(pattern);
  const parts: PatternPart[] = [];
  for (let at = 0; at < characters.length;) {
    const character = characters[at] ?? "";
    if (character === "[") {
      const read = readClass(characters, at + 1);
      if (read === undefined) return undefined;
      parts.push(read.part);
      at = read.end;
      continue;
    }
    if (character === "*" || character === "?") {
      parts.push(character === "*" ? "*" : () => true);
      at++;
      continue;
    }
    const literal = readCharacter(characters, at);
    if (literal === undefined) return undefined;
    parts.push((each) => each === literal.character);
    at = literal.end;
  }
  return parts;
}

/**
 * Whether the name is one that the parts stand for. A `*` that was passed is never come back to once a later one is reached, so
 * that no pattern takes longer than its length times that of the name.
 */
export function matchesParts(parts: readonly PatternPart[], name: string): boolean {
  const characters = Array.from(name);
  let [at, next] = [0, 0];
  let star: { readonly next: number; at: number } | undefined;
  while (at < characters.length) {
    const part = parts[next];
    if (part === "*") {
      star = { next: ++next, at };
    } else if (part?.(characters[at] ?? "") === true) {
      at++;
      next++;
    } else if (star !== undefined) {
      at = ++star.at;
      next = star.next;
    } else return false;
  }
  return parts.slice(next).every((part) => part === "*");
}

interface Character {
  readonly character: string;
  readonly end: number;
}

function readCharacter(characters: readonly string[], at: number): Character | undefined {
  const isEscaped = characters[at] === "\\";
  const character = characters[isEscaped ? at + 1 : at];
  return character === undefined ? undefined : { character, end: at + (isEscaped ? 2 : 1) };
}

/** A bound of a range in brackets: neither `-` nor `]`, unless it is escaped. */
function readBound(characters: readonly string[], at: number): Character | undefined {
  return characters[at] === "-" || characters[at] === "]" ? undefined : readCharacter(characters, at);
}

function readClass(
  characters: readonly string[],
  start: number,
): { readonly part: (character: string) => boolean; readonly end: number } | undefined {
  const isNegated = characters[start] === "^";
  const ranges: (readonly [low: number, high: number])[] = [];
  let at = isNegated ? start + 1 : start;
  while (ranges.length === 0 || characters[at] !== "]") {
    const low = readBound(characters, at);
    if (low === undefined) return undefined;
    const high = characters[low.end] === "-" ? readBound(characters, low.end + 1) : low;
    if (high === undefined) return undefined;
    ranges.push([codeOf(low.character), codeOf(high.character)]);
    at = high.end;
  }
  const part = (character: string): boolean =>
    ranges.some(([low, high]) => low <= codeOf(character) && codeOf(character) <= high) !== isNegated;
  return { part, end: at + 1 };
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
