/** What a name may be searched by: what repositories and tags are written with, enough of it to tell them apart. */
const searchable = /[a-z0-9._/-]{2,}/g;
/** A part of the text finds all that the text would. */
const longest = 64;

/**
 * The part of a text, in lower case, that a registry can be asked for: all names that have the text have the part. Undefined where there
 * is none, or the text has a character that no name has.
 */
export function searchPart(text: string): string | undefined {
  // What is no ASCII may be another letter's upper case.
  const lower = /^[\u{20}-\u{7e}]*$/u.test(text) ? text.toLowerCase().slice(0, longest) : "";
  return longestPart(lower.match(searchable) ?? [], (part) => part === lower);
}

/** What the names that a pattern with `*` and `?` matches have in common. */
export function globPart(glob: string): string | undefined {
  return longestPart(glob.split(/[*?]/).flatMap((literal) => searchPart(literal) ?? []));
}

const quantified = /[^\0](?:[*?]|\{[\d,]*\})\??/g;

/**
 * The same of a regular expression, where it is simple enough: characters one behind the other, without alternatives, groups or flags.
 */
export function expressionPart(expression: string): string | undefined {
  // A byte of its own stands for what may be anything, and for a dot that is one.
  const told = expression
    .replaceAll(/\[\^?[\w-]+\]|\\[dDwWsS]/g, "\0")
    .replaceAll(/\\[/_-]/g, (escaped) => escaped.slice(1))
    .replaceAll(String.raw`\.`, "\u0001");
  if (/[\\|()[\]]/.test(told)) return undefined;
  const literals = told
    .replaceAll(quantified, "\0")
    .replaceAll(".", "\0")
    .replaceAll("\u0001", ".")
    // eslint-disable-next-line no-control-regex
    .split(/[\0^$+*?{}]/);
  return longestPart(literals.flatMap((literal) => searchPart(literal) ?? []));
}

function longestPart(parts: readonly string[], isGood: (part: string) => boolean = () => true): string | undefined {
  return parts.filter(isGood).toSorted((a, b) => b.length - a.length)[0];
}
