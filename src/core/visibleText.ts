/**
 * What is not seen, or changes how its neighbours are seen: control characters (C0, C1), format characters (bidirectional,
 * zero-width, tags), line and paragraph separators, halves of surrogate pairs, and what Unicode wants ignored.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u{E0000}-\u{E0FFF}]/gu;

/** The text with everything in it that is not seen written out, as `\u{202E}`. What `keep` has stays as it is. */
export function visibleText(text: string, keep = ""): string {
  return text.replace(unseen, (character) =>
    keep.includes(character) ? character : `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`,
  );
}

/**
 * The text with a space in what editors make a link (`[label](target)`) or an icon (`$(name)`) of. The space is seen; a
 * backslash would not be taken as an escape everywhere.
 */
export function unlinkedText(text: string): string {
  return text.replaceAll("](", "] (").replaceAll("$(", "$ (");
}

const maxName = 300;

/** A name as one short line of text, for a surface of which nothing else is known. */
export function plainName(name: string): string {
  return unlinkedText(visibleText(boundedText(name, maxName)));
}

/** At most `length` UTF-16 units of the text; an ellipsis says that there was more. Never ends in half a character. */
export function boundedText(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
