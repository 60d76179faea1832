/** A table of TOML or a map of YAML, as the parser answers it: its values may be anything. */
export type Table = Readonly<Record<string, unknown>>;

const nothing: Table = {};

export function isTable(value: unknown): value is Table {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** The value as a table; one without keys for anything else. */
export function tableOf(value: unknown): Table {
  return isTable(value) ? value : nothing;
}

/** The value at the end of a path of keys; undefined where one of them is missing. */
export function valueAt(table: Table, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isTable(value) && Object.hasOwn(value, key) ? value[key] : undefined), table);
}

/** The table at the end of a path of keys; one without keys where there is none. */
export function tableAt(table: Table, ...path: readonly string[]): Table {
  return tableOf(valueAt(table, ...path));
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

/** A copy with `from` merged into it: tables by their keys, everything else replaced, by an empty value too (mergo, WithOverride). */
export function mergeTables(to: Table, from: Table): Table {
  const merged = new Map(Object.entries(to));
  for (const [key, value] of Object.entries(from)) {
    const known = merged.get(key);
    merged.set(key, isTable(known) && isTable(value) ? mergeTables(known, value) : value);
  }
  return Object.fromEntries(merged);
}
