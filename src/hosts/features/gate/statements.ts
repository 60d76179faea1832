import type { Entry, Header, HostsDocument, Span } from "../../syntax/document.ts";
import type { Edit } from "../../syntax/edits.ts";

/** A header or a `key = value` of the text. */
export interface Statement extends Span {
  /** What it says, whatever its place and the spelling of the keys that lead to it. */
  readonly says: string;
  readonly isHeader: boolean;
}

/** In the order of the text. */
export function statementsOf({ text, tables }: HostsDocument): readonly Statement[] {
  return tables.flatMap(({ header, entries }) => [
    ...(header === undefined ? [] : [ofHeader(header)]),
    ...entries.map((entry) => ofEntry(text, entry)),
  ]);
}

function ofHeader({ start, end, key }: Header): Statement {
  return { start, end, isHeader: true, says: `[${key.at(-1)?.name ?? ""}]` };
}

/** An inline table says what a header does. */
function ofEntry(text: string, { start, end, key, value }: Entry): Statement {
  const name = key.at(-1)?.name ?? "";
  const says = value.kind === "table" ? `[${name}]` : `${name.toLowerCase()} = ${text.slice(value.start, value.end)}`;
  return { start, end, isHeader: false, says };
}

/** Where an offset of the text before lies in the text after. */
export interface OffsetAfter {
  readonly at: number;
  /** Whether other text, or none, stands there now; `at` is where that begins. */
  readonly isReplaced: boolean;
  readonly isRemoved: boolean;
}

/** Tells where offsets lie after the edits, if it is asked for them in ascending order. */
export function offsetsAfter(edits: readonly Edit[]): (offset: number) => OffsetAfter {
  const sorted = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  let next = 0;
  let shift = 0;
  return (offset) => {
    for (let edit = sorted[next]; edit !== undefined && edit.end <= offset && edit.start <= offset; edit = sorted[++next]) {
      // What replaces the text from the offset on begins at the offset.
      if (edit.start === offset && edit.end > offset) break;
      shift += edit.text.length - (edit.end - edit.start);
    }
    const covering = sorted[next];
    const isReplaced = covering !== undefined && covering.start <= offset && offset < covering.end;
    return { at: (isReplaced ? covering.start : offset) + shift, isReplaced, isRemoved: isReplaced && covering.text === "" };
  };
}

/**
 * Which statement of the text after each statement of the text before has become, by index; -1 where it is gone. A
 * statement stays what it is where its start stays, however much of it is replaced; one that is taken out and says the
 * same where something was put in has moved there.
 */
export function matchStatements(before: readonly Statement[], after: readonly Statement[], edits: readonly Edit[]): readonly number[] {
  const byStart = new Map(after.map(({ start }, index) => [start, index]));
  const offsetAfter = offsetsAfter(edits);
  const matches = before.map(({ start }) => {
    const { at, isRemoved } = offsetAfter(start);
    return isRemoved ? -1 : (byStart.get(at) ?? -1);
  });
  // Two statements of before may come to lie at one place when what stood first is taken out: the last one stands there.
  const owner = new Map(matches.map((match, index) => [match, index]));
  const kept = matches.map((match, index) => (owner.get(match) === index ? match : -1));
  const taken = new Set(kept);
  const free = new Map<string, number[]>();
  for (const [index, { says }] of after.entries()) {
    if (taken.has(index)) continue;
    const same = free.get(says);
    if (same === undefined) free.set(says, [index]);
    else same.push(index);
  }
  for (const same of free.values()) same.reverse();
  return kept.map((match, index) => (match >= 0 ? match : (free.get(before[index]?.says ?? "")?.pop() ?? -1)));
}
