import { boundedText } from "../../core/visibleText.ts";

/** The first of a list that may be long, and how many there are. */
export interface Capped<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/** A name and what stands behind it. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** So many are kept of each list: more than a person reads, and few enough for a tree. */
export const maxKept = 200;

const maxText = 2_000;

export const emptyList: Capped<never> = { items: [], total: 0 };

/** The first of the items; `total` where they are not all that there are. */
export function capped<T>(items: readonly T[], total = items.length): Capped<T> {
  return { items: items.slice(0, maxKept), total };
}

/** Text of a registry as it is kept. */
export function keptText(text: string): string {
  return boundedText(text, maxText);
}

/** The entries in the order of their names. */
export function cappedEntries(texts: Readonly<Record<string, string>> | undefined): Capped<NamedText> {
  const names = Object.keys(texts ?? {});
  const kept = names.length > maxKept ? names : names.toSorted();
  return capped(
    kept.slice(0, maxKept).map((name) => ({ name: keptText(name), text: keptText(texts?.[name] ?? "") })),
    names.length,
  );
}
