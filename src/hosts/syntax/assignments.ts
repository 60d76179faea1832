import { type KeyMeaning, meaningOf } from "./keyMeaning.ts";
import type { Entry, HostsDocument, KeyPart, DocumentTable, Value } from "./document.ts";

/**
 * A value with the whole path of keys that leads to it, however it is written: below a header, with dotted keys, or in
 * inline tables where hosts.toml expects tables. `value` is undefined for a header alone.
 */
export interface Assignment {
  readonly path: readonly KeyPart[];
  /** What the path means. */
  readonly place: KeyMeaning;
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
      all.push({ path: base, place: meaningOf(base), value: undefined, table, entry: undefined, inline: false });
    for (const entry of table.entries) flatten(all, base, entry, table, false);
  }
  return all;
}

function flatten(all: Assignment[], base: readonly KeyPart[], entry: Entry, table: DocumentTable, inline: boolean): void {
  const path = [...base, ...entry.key];
  const place = meaningOf(path);
  all.push({ path, place, value: entry.value, table, entry, inline });
  if (entry.value.kind !== "table" || !expectsTable(place)) return;
  for (const inner of entry.value.entries) flatten(all, path, inner, table, true);
}

/** `host`, `host."URL"`, and `header` of either. */
function expectsTable(place: KeyMeaning): boolean {
  if (place.kind === "hosts" || place.kind === "host") return true;
  return place.kind === "field" && place.field.type === "headers" && place.rest.length === 0;
}
