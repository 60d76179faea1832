/** A TOML table, as the parser gives it. */
export type Table = Readonly<Record<string, unknown>>;

const nothing: Table = {};

/** The value as a table; one without keys for anything else. */
export function tableOf(value: unknown): Table {
  return isTable(value) ? value : nothing;
}

export function isTable(value: unknown): value is Table {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** The value at the end of a path of keys; undefined where one of them is missing. */
export function valueAt(table: Table, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isTable(value) && Object.hasOwn(value, key) ? value[key] : undefined), table);
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
