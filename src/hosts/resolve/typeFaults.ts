import type { FieldType } from "../schema.ts";
import type { Assignment } from "../syntax/assignments.ts";
import type { Span, Value } from "../syntax/document.ts";
import type { KeyMeaning } from "../syntax/keyMeaning.ts";
import { type ContainerdVersion, isAtLeast } from "../versions.ts";
import { type Fault, fault } from "./faults.ts";

const expected: Readonly<Record<FieldType, string>> = {
  string: "a string",
  boolean: "true or false, without quotation marks",
  capabilities: 'an array of strings, like ["pull", "resolve"]',
  paths: "a string or an array of strings",
  clients: "a string, an array of strings, or an array of [certificate, key] pairs",
  headers: "a table whose values are strings or arrays of strings",
  duration: 'a string with a unit, like "5s"',
};

type Misfit = (value: Value) => Span | undefined;

const isKind =
  (kind: Value["kind"]): Misfit =>
  (value) =>
    value.kind === kind ? undefined : value;

const firstNonString = (items: readonly Value[]): Span | undefined =>
  items.find((item) => item.kind !== "string" && item.kind !== "invalid");

const stringOrArray: Misfit = (value) => {
  if (value.kind === "string") return undefined;
  return value.kind === "array" ? firstNonString(value.items) : value;
};

const clientMisfit: Misfit = (value) => {
  if (value.kind !== "array") return stringOrArray(value);
  for (const item of value.items) {
    const span = firstNonString(item.kind === "array" ? item.items : [item]);
    if (span !== undefined) return span;
  }
  return undefined;
};

const misfits: Readonly<Record<FieldType, Misfit>> = {
  string: isKind("string"),
  duration: isKind("string"),
  boolean: isKind("boolean"),
  headers: isKind("table"),
  capabilities: (value) => (value.kind === "array" ? firstNonString(value.items) : value),
  paths: stringOrArray,
  clients: clientMisfit,
};

/** Types that containerd looks at only in the hosts that it lists; the others it needs to read the file at all. */
export function isLateType(type: FieldType): boolean {
  return type === "paths" || type === "clients";
}

/** The fault of a value, or of a table header in its place, that has the wrong type for what it sets. */
export function typeFault(assignment: Assignment, version: ContainerdVersion): Fault | undefined {
  const { meaning } = assignment;
  if (meaning.kind === "hosts" || meaning.kind === "host") return containerFault(assignment);
  return meaning.kind === "field" ? fieldFault(assignment, meaning, version) : undefined;
}

/** `host` and `host."URL"` must be tables. */
function containerFault({ path, value, table }: Assignment): Fault | undefined {
  const span = value ?? table.header;
  const isTable = value === undefined ? table.header?.array === false : value.kind === "table" || value.kind === "invalid";
  if (span === undefined || isTable) return undefined;
  const name = path.map((part) => part.name).join(".");
  return fault("wrong-type", span, `\`${name}\` must be a table, written as [host."https://…"].`);
}

function fieldFault(
  assignment: Assignment,
  { field, part, rest }: KeyMeaning & { kind: "field" },
  version: ContainerdVersion,
): Fault | undefined {
  if (field.since !== undefined && !isAtLeast(version, field.since)) return undefined;
  const { value, table } = assignment;
  if (field.type === "headers" && rest.length > 0) return headerFault(assignment, rest.length);
  const span =
    value === undefined ? headerMisfit(assignment, field.type, rest.length, version) : rest.length > 0 ? value : misfit(field.type, value);
  if (span === undefined) return undefined;
  const where = value === undefined ? (table.header ?? span) : span;
  return fault("wrong-type", where, `\`${part.name}\` must be ${expected[field.type]}.`);
}

function misfit(type: FieldType, value: Value): Span | undefined {
  return value.kind === "invalid" ? undefined : misfits[type](value);
}

/** A header `[field]`. go-toml v2 for TOML 1.0 overlooks an empty one, save for an array. */
function headerMisfit({ table }: Assignment, type: FieldType, depth: number, version: ContainerdVersion): Span | undefined {
  const { header } = table;
  if (type === "headers") return header?.array === true ? header : undefined;
  const isEmpty = type !== "capabilities" && depth === 0 && header?.array === false && table.entries.length === 0;
  return isEmpty && version !== "1.7" && version !== "2.4" ? undefined : header;
}

function headerFault({ value, path, table }: Assignment, depth: number): Fault | undefined {
  const span = value === undefined ? table.header : depth > 1 ? value : misfit("paths", value);
  if (span === undefined) return undefined;
  const name = path.at(-depth)?.name ?? "";
  return fault("wrong-type", span, `the header \`${name}\` must be a string or an array of strings.`);
}
