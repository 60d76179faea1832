import { DROPPED } from "../../findings.ts";
import type { FieldType } from "../../schema.ts";
import type { Assignment } from "../../syntax/assignments.ts";
import type { Span, Value } from "../../syntax/document.ts";
import { placeOf } from "../../syntax/places.ts";
import type { CheckContext } from "./context.ts";

const EXPECTED: Readonly<Record<FieldType, string>> = {
  string: "a string",
  boolean: "true or false, without quotation marks",
  capabilities: 'an array of strings, like ["pull", "resolve"]',
  paths: "a string or an array of strings",
  clients: "a string, an array of strings, or an array of [certificate, key] pairs",
  headers: "a table whose values are strings or arrays of strings",
  duration: 'a string with a unit, like "5s"',
};

/** Values of a type that makes containerd drop the file. */
export function checkTypes(context: CheckContext): void {
  for (const assignment of context.assignments) {
    const place = placeOf(assignment.path);
    if (place.kind === "hosts" || place.kind === "host") checkContainer(context, assignment);
    else if (place.kind === "field") checkField(context, assignment, place.field.type, place.rest.length, place.part);
  }
}

function wrongType({ report, version }: CheckContext, span: Span, type: FieldType, name: string): void {
  // containerd before 2.1 does not know the field, and so does not look at its value.
  if (type === "duration" && (version === "1.7" || version === "2.0")) return;
  report("wrong-type", span, `\`${name}\` must be ${EXPECTED[type]}. ${DROPPED}`, { data: { field: name } });
}

/** `host` and `host."URL"` must be tables. */
function checkContainer({ report }: CheckContext, { path, value, table }: Assignment): void {
  const name = path.map((part) => part.name).join(".");
  const span = value ?? table.header;
  if (span === undefined) return;
  const isTable = value === undefined ? table.header?.array === false : value.kind === "table" || value.kind === "invalid";
  if (!isTable) report("wrong-type", span, `\`${name}\` must be a table, written as [host."https://…"]. ${DROPPED}`, { data: { field: name } });
}

function checkField(context: CheckContext, assignment: Assignment, type: FieldType, depth: number, part: { readonly name: string }): void {
  const { value, table } = assignment;
  if (type === "headers" && depth > 0) {
    checkHeaderValue(context, assignment, depth);
    return;
  }
  if (value === undefined) {
    if (table.header !== undefined && (type !== "headers" || table.header.array)) wrongType(context, table.header, type, part.name);
    return;
  }
  const span = depth > 0 ? value : misfit(type, value);
  if (span !== undefined) wrongType(context, span, type, part.name);
}

function checkHeaderValue({ report }: CheckContext, { value, path, table }: Assignment, depth: number): void {
  const name = path.at(-1)?.name ?? "";
  const span = value === undefined ? table.header : depth > 1 ? value : misfit("paths", value);
  if (span === undefined) return;
  report("wrong-type", span, `The header \`${name}\` must be a string or an array of strings. ${DROPPED}`, { data: { field: "header" } });
}

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

const MISFITS: Readonly<Record<FieldType, Misfit>> = {
  string: isKind("string"),
  duration: isKind("string"),
  boolean: isKind("boolean"),
  headers: isKind("table"),
  capabilities: (value) => (value.kind === "array" ? firstNonString(value.items) : value),
  paths: stringOrArray,
  clients: clientMisfit,
};

/** The part of the value that has the wrong type; undefined if all of it is right, or unreadable. */
export function misfit(type: FieldType, value: Value): Span | undefined {
  return value.kind === "invalid" ? undefined : MISFITS[type](value);
}
