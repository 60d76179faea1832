/**
 * What a list below a prefix (`acme/`) is to be searched by, whose items are named without it, so that all are found whose whole names
 * contain the part. Undefined where all of them may.
 */
export function partBehind(before: string, part: string): string | undefined {
  const prefix = before.toLowerCase();
  if (prefix.includes(part)) return undefined;
  // Where the part may begin in the prefix, what is left of it; the names that have the whole part have that as well.
  for (let length = part.length - 1; length > 0; length--) if (prefix.endsWith(part.slice(0, length))) return part.slice(length);
  return part;
}

/** The longest piece of a part that is the same in upper and lower case, for a search that tells them apart; undefined where it says little. */
export function caselessPart(part: string): string | undefined {
  return longestPiece(part.split(/[a-z]+/), 2);
}

/** The longest of them, if it is that long. */
export function longestPiece(pieces: readonly string[], least = 1): string | undefined {
  return pieces.filter(({ length }) => length >= least).toSorted((a, b) => b.length - a.length)[0];
}
