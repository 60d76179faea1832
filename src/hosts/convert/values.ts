/** Reading what a parser answered, which may be anything. */
export type Table = Readonly<Record<string, unknown>>;

export function isTable(value: unknown): value is Table {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** The table under a key; an empty one where there is none. */
export function tableAt(table: Table, key: string): Table {
  const value = valueAt(table, key);
  return isTable(value) ? value : {};
}

/** The table below a table, key by key. */
export function tableBelow(table: Table, ...keys: readonly string[]): Table {
  let below = table;
  for (const key of keys) below = tableAt(below, key);
  return below;
}

export function valueAt(table: Table, key: string): unknown {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** A text that says something; undefined for an empty one and for what is none. */
export function textAt(table: Table, key: string): string | undefined {
  const value = valueAt(table, key);
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function isTrueAt(table: Table, key: string): boolean {
  return valueAt(table, key) === true;
}

/** The texts of a list that say something, each once. */
export function textsAt(table: Table, key: string): readonly string[] {
  const value = valueAt(table, key);
  if (!Array.isArray(value)) return [];
  return [...new Set(value.filter((item): item is string => typeof item === "string" && item !== ""))];
}

/** The tables of a list of tables. */
export function tablesAt(table: Table, key: string): readonly Table[] {
  const value = valueAt(table, key);
  return Array.isArray(value) ? value.filter(isTable) : [];
}
