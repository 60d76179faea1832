import { type KeyMeaning, meaningOf } from "./keyMeaning.ts";
import type { Entry, HostsDocument, KeyPart, DocumentTable, Value } from "./document.ts";

/**
 * A value with the whole path of keys that leads to it, however it is written: below a header, with dotted keys, or in
 * inline tables where hosts.toml expects tables. `value` is undefined for a header alone.
 */
export interface Assignment {
  readonly path: readonly KeyPart[];
  /** What the path means. */
  readonly meaning: KeyMeaning;
  readonly value: Value | undefined;
  readonly table: DocumentTable;
  /** The entry that holds it; undefined for a header. */
  readonly entry: Entry | undefined;
  /** Whether the value, or a part of its path, stands in an inline table. */
  readonly inline: boolean;
}

export function assignmentsOf(document: HostsDocument): readonly Assignment[] {
  const all: Assignment[] = [];
  for (const table of document.tables) {
    const base = table.header?.key ?? [];
    if (table.header !== undefined)
      all.push({ path: base, meaning: meaningOf(base), value: undefined, table, entry: undefined, inline: false });
    for (const entry of table.entries) flatten(all, base, entry, table, false);
  }
  return all;
}

function flatten(all: Assignment[], base: readonly KeyPart[], entry: Entry, table: DocumentTable, inline: boolean): void {
  const path = [...base, ...entry.key];
  const meaning = meaningOf(path);
  all.push({ path, meaning, value: entry.value, table, entry, inline });
  if (entry.value.kind !== "table" || !expectsTable(meaning)) return;
  for (const inner of entry.value.entries) flatten(all, path, inner, table, true);
}

/** `host`, `host."URL"`, and `header` of either. */
function expectsTable(meaning: KeyMeaning): boolean {
  if (meaning.kind === "hosts" || meaning.kind === "host") return true;
  return meaning.kind === "field" && meaning.field.type === "headers" && meaning.rest.length === 0;
}
