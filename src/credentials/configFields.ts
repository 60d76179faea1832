import { compareUtf8, type JsonMember, type JsonValue } from "./jsonText.ts";

/** The Go type of a field, as far as reading and printing need it. Structs are given by their fields, in output order. */
type GoType = "string" | "strings" | { readonly mapOf: GoType } | { readonly struct: readonly string[] };

const stringMap: GoType = { mapOf: "string" };
const proxy: GoType = { struct: ["httpProxy", "httpsProxy", "noProxy", "ftpProxy", "allProxy"] };

/**
 * The fields of docker's config.json that hold no credentials, in the order in which docker prints them around
 * `credsStore` and `credHelpers`. A field of another type makes docker and nerdctl refuse the whole file.
 */
const knownFields: readonly (readonly [name: string, shape: GoType])[] = [
  ["HttpHeaders", stringMap],
  ["psFormat", "string"],
  ["imagesFormat", "string"],
  ["networksFormat", "string"],
  ["pluginsFormat", "string"],
  ["volumesFormat", "string"],
  ["statsFormat", "string"],
  ["detachKeys", "string"],
  ["credsStore", "string"],
  ["credHelpers", stringMap],
  ["serviceInspectFormat", "string"],
  ["servicesFormat", "string"],
  ["tasksFormat", "string"],
  ["secretFormat", "string"],
  ["configFormat", "string"],
  ["nodesFormat", "string"],
  ["pruneFilters", "strings"],
  ["proxies", { mapOf: proxy }],
  ["currentContext", "string"],
  ["cliPluginsExtraDirs", "strings"],
  ["plugins", { mapOf: stringMap }],
  ["aliases", stringMap],
  ["features", stringMap],
  ["experimental", "string"],
];
const shapes = new Map(knownFields.map(([name, shape]) => [name.toLowerCase(), { name, shape }]));
const outputOrder = new Map(knownFields.map(([name], index) => [name, index]));

/** A value that Go's decoder refuses for its field. */
export class FieldTypeError extends Error {
  readonly field: string;

  constructor(field: string) {
    super(`${field} has the wrong type`);
    this.name = "FieldTypeError";
    this.field = field;
  }
}

/** The known field that a member of the top level sets: Go matches names without regard to case. */
export function knownFieldOf(name: string): string | undefined {
  return shapes.get(name.toLowerCase())?.name;
}

/** The value as docker prints it again; undefined where it leaves the field out. Throws FieldTypeError. */
export function canonicalField(field: string, value: JsonValue): JsonValue | undefined {
  const known = shapes.get(field.toLowerCase());
  if (known === undefined) return value;
  const result = canonical(value, known.shape, field);
  if (field !== "HttpHeaders" || result?.kind !== "object") return result;
  // docker sends its own User-Agent and removes one from the file whenever it saves.
  const members = result.members.filter(({ name }) => name.toLowerCase() !== "user-agent");
  return members.length === 0 ? undefined : { kind: "object", members };
}

/** Sorts fields as docker prints them. */
export function compareFields(a: string, b: string): number {
  return (outputOrder.get(a) ?? outputOrder.size) - (outputOrder.get(b) ?? outputOrder.size);
}

/** The members of a Go map: the last of a duplicate name wins, `null` values are the zero value. */
export function mapMembers(value: JsonValue, field: string): ReadonlyMap<string, JsonValue> {
  if (isNull(value)) return new Map();
  if (value.kind !== "object") throw new FieldTypeError(field);
  return new Map(value.members.map((member) => [member.name, member.value]));
}

/** The text of a Go string field; `null` is "". Throws FieldTypeError. */
export function stringField(value: JsonValue, field: string): string {
  if (value.kind === "string") return value.value;
  if (isNull(value)) return "";
  throw new FieldTypeError(field);
}

export function isNull(value: JsonValue): boolean {
  return value.kind === "literal" && value.text === "null";
}

function canonical(value: JsonValue, shape: GoType, field: string): JsonValue | undefined {
  if (shape === "string") {
    const text = stringField(value, field);
    return text === "" ? undefined : { kind: "string", value: text };
  }
  if (shape === "strings") {
    if (isNull(value)) return undefined;
    if (value.kind !== "array") throw new FieldTypeError(field);
    const items = value.items.map((item): JsonValue => ({ kind: "string", value: stringField(item, field) }));
    return items.length === 0 ? undefined : { kind: "array", items };
  }
  if ("struct" in shape) return canonicalStruct(value, shape.struct, field);
  return canonicalMap(mapMembers(value, field), shape.mapOf, field);
}

function canonicalMap(entries: ReadonlyMap<string, JsonValue>, shape: GoType, field: string): JsonValue | undefined {
  if (entries.size === 0) return undefined;
  const members = [...entries].map(([name, value]): JsonMember => ({ name, value: canonical(value, shape, field) ?? emptyOf(shape) }));
  return { kind: "object", members: members.toSorted((a, b) => compareUtf8(a.name, b.name)) };
}

/** What Go prints for an element of a map, where nothing is left out. */
function emptyOf(shape: GoType): JsonValue {
  return shape === "string" ? { kind: "string", value: "" } : { kind: "object", members: [] };
}

/** The struct's string fields in their order, then the members that docker does not know, as they were. */
function canonicalStruct(value: JsonValue, fields: readonly string[], field: string): JsonValue {
  if (isNull(value)) return { kind: "object", members: [] };
  if (value.kind !== "object") throw new FieldTypeError(field);
  const texts = new Map<string, string>();
  const unknown: JsonMember[] = [];
  for (const member of value.members) {
    const known = fields.find((name) => name.toLowerCase() === member.name.toLowerCase());
    if (known === undefined) unknown.push(member);
    else if (!isNull(member.value)) texts.set(known, stringField(member.value, field));
  }
  const members = fields.flatMap((name): JsonMember[] => {
    const text = texts.get(name) ?? "";
    return text === "" ? [] : [{ name, value: { kind: "string", value: text } }];
  });
  return { kind: "object", members: [...members, ...unknown] };
}
