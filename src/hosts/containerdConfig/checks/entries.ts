import type { Entry, HostsDocument, KeyPart, DocumentTable, Value } from "../../syntax/document.ts";

/** A value of a configuration with the whole path of keys that leads to it, however it is written; `value` is undefined for a header alone. */
export interface ConfigEntry {
  readonly path: readonly KeyPart[];
  readonly value: Value | undefined;
  /** Where it stands by itself; undefined for a header. */
  readonly entry: Entry | undefined;
  readonly table: DocumentTable;
}

/** All entries, those in inline tables too, in the order of the text. */
export function configEntriesOf({ tables }: HostsDocument): readonly ConfigEntry[] {
  const all: ConfigEntry[] = [];
  for (const table of tables) {
    const base = table.header?.key ?? [];
    if (table.header !== undefined) all.push({ path: base, value: undefined, entry: undefined, table });
    for (const entry of table.entries) flatten(all, base, entry, table);
  }
  return all;
}

function flatten(all: ConfigEntry[], base: readonly KeyPart[], entry: Entry, table: DocumentTable): void {
  const path = [...base, ...entry.key];
  all.push({ path, value: entry.value, entry, table });
  if (entry.value.kind !== "table") return;
  for (const inner of entry.value.entries) flatten(all, path, inner, table);
}

/** Whether the path begins with these keys. */
export function isBelow({ path }: ConfigEntry, ...keys: readonly string[]): boolean {
  return path.length >= keys.length && keys.every((key, index) => path[index]?.name === key);
}

/** The entry that gives the value at exactly this path. */
export function configEntryAt(entries: readonly ConfigEntry[], ...keys: readonly string[]): ConfigEntry | undefined {
  return entries.find((each) => each.value !== undefined && each.path.length === keys.length && isBelow(each, ...keys));
}
