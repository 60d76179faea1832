import { allCapabilities, allFields, type Field, type FieldType } from "../schema.ts";
import type { HostsModel } from "../resolve/model.ts";
import { stringsOf } from "../resolve/hostConfig.ts";
import type { Header, Span, StringValue, Table, Value } from "../syntax/document.ts";
import { type KeyMeaning, meaningOf } from "../syntax/keyMeaning.ts";
import { isAtLeast } from "../versions.ts";
import { writeString } from "../syntax/edits.ts";
import { fieldText } from "./hover.ts";
import { assignmentAt, contains, insideQuotes, stringAt, tableAt } from "./locate.ts";

export interface Completion extends Span {
  readonly label: string;
  readonly kind: "field" | "value" | "snippet" | "file" | "host";
  /** Replaces the span; with `isSnippet` it holds the placeholders of the Language Server Protocol. */
  readonly text: string;
  readonly isSnippet: boolean;
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
}

/** Something that the document alone cannot answer. */
export type CompletionWish =
  /** Names of files below the directory of the document, for what is written so far. */
  | { readonly kind: "paths"; readonly written: string; readonly span: Span }
  /** URLs of registries that the person knows. */
  | { readonly kind: "hosts"; readonly span: Span; readonly quoted: boolean };

export interface Completions {
  readonly items: readonly Completion[];
  readonly wish?: CompletionWish;
}

const noCompletions: Completions = { items: [] };

/** The text of a snippet with each placeholder's own text in its place. */
export function withoutPlaceholders(snippet: string): string {
  return snippet.replaceAll(/\$\{\d+(?::([^{}]*))?\}/g, "$1").trimEnd();
}

export function complete(model: HostsModel, offset: number): Completions {
  const { document } = model;
  if (document.comments.some((comment) => comment.start < offset && offset <= comment.end)) return noCompletions;
  const table = tableAt(document, offset);
  if (table?.header !== undefined && contains(table.header, offset) && offset > table.header.start) return inHeader(table.header, offset);
  const value = assignmentAt(model, offset);
  // Without an equals sign the key is still being written.
  if (value !== undefined && value.value.start > (value.path.at(-1)?.end ?? 0)) return inValue(model, value, offset);
  const line = document.text.slice(document.text.lastIndexOf("\n", offset - 1) + 1, offset);
  return table !== undefined && /^\s*[A-Za-z0-9_-]*$/.test(line)
    ? keys(model, table, { start: offset - (/[A-Za-z0-9_-]*$/.exec(line)?.[0].length ?? 0), end: offset })
    : noCompletions;
}

function inHeader(header: Header, offset: number): Completions {
  const [word, host] = header.key;
  if (word?.name === "host" && host !== undefined && contains(host, offset)) {
    return { items: [], wish: { kind: "hosts", span: host.quote === "" ? host : insideQuotes(host), quoted: host.quote !== "" } };
  }
  const span = { start: header.start + 1, end: Math.max(offset, word?.end ?? offset) };
  const items = [
    {
      ...span,
      label: 'host."https://…"',
      kind: "snippet",
      text: 'host."https://${1:mirror.example.com}"',
      isSnippet: true,
      detail: "a host that is tried before server",
    },
  ] as const;
  return { items };
}

function inValue(model: HostsModel, { value, place }: { readonly value: Value; readonly place: KeyMeaning }, offset: number): Completions {
  if (place.kind !== "field" || place.rest.length > 0) return noCompletions;
  const item = stringAt(value, offset);
  const { type, name } = place.field;
  if (item === undefined)
    return value.kind === "array" ? bareItem(model, type, value, offset) : bareValue(type, { start: value.start, end: offset });
  const span = insideString(item, offset);
  if (type === "capabilities") return { items: capabilities(model, stringsOf(value), span, false) };
  if (type === "duration") return { items: units(item.value, span) };
  if (type === "paths" || type === "clients") return { items: [], wish: { kind: "paths", written: item.value, span } };
  return name === "server" ? { items: [], wish: { kind: "hosts", span, quoted: true } } : noCompletions;
}

/** What stands between the quotation marks; up to the cursor where the closing one is missing. */
function insideString(item: StringValue, offset: number): Span {
  const inside = insideQuotes(item, item.form.length);
  return { start: inside.start, end: Math.max(inside.end, Math.min(offset, item.end)) };
}

function bareItem(model: HostsModel, type: FieldType, value: Value, offset: number): Completions {
  const inside = value.kind === "array" && offset > value.start;
  if (!inside || type !== "capabilities") return noCompletions;
  return { items: capabilities(model, stringsOf(value), { start: offset, end: offset }, true) };
}

const valueChoices: Partial<Record<FieldType, readonly (readonly [label: string, text: string])[]>> = {
  boolean: [
    ["true", "true"],
    ["false", "false"],
  ],
  capabilities: [
    ['["pull", "resolve"]', '["pull", "resolve"]'],
    ['["pull"]', '["pull"]'],
  ],
  paths: [['"…"', '"${1:ca.crt}"']],
  clients: [
    ['[["certificate", "key"]]', '[["${1:client.cert}", "${2:client.key}"]]'],
    ['"file with both"', '"${1:client.pem}"'],
  ],
  duration: [['"5s"', '"${1:5s}"']],
  string: [['"https://…"', '"https://${1}"']],
};

function bareValue(type: FieldType, span: Span): Completions {
  const choices = valueChoices[type] ?? [];
  return { items: choices.map(([label, text]) => valueItem(span, label, text)) };
}

function capabilities({ version }: HostsModel, written: readonly StringValue[], span: Span, quoted: boolean): readonly Completion[] {
  const used = new Set(
    written.filter(({ start, end }) => !(start <= span.start && span.end <= end)).map(({ value }) => value.toLowerCase()),
  );
  return allCapabilities
    .filter(({ name, since }) => !used.has(name) && (since === undefined || isAtLeast(version, since)))
    .map(({ name, description }) => ({
      start: span.start,
      end: span.end,
      label: name,
      kind: "value",
      text: quoted ? writeString(name) : name,
      isSnippet: false,
      documentation: description,
    }));
}

const durationUnits: readonly (readonly [unit: string, detail: string])[] = [
  ["ms", "milliseconds"],
  ["s", "seconds"],
  ["m", "minutes"],
  ["h", "hours"],
  ["us", "microseconds"],
  ["ns", "nanoseconds"],
];

function units(written: string, span: Span): readonly Completion[] {
  const digits = /^(.*\d)[a-zµ]*$/.exec(written)?.[1];
  const number = digits ?? "5";
  return durationUnits.map(([unit, detail]) => valueItem(span, number + unit, number + unit, detail));
}

function valueItem({ start, end }: Span, label: string, text: string, detail = ""): Completion {
  return { start, end, label, kind: "value", text, isSnippet: text.includes("${"), detail };
}

function keys(model: HostsModel, table: Table, span: Span): Completions {
  const place = meaningOf(table.header?.key ?? []);
  if (table.header !== undefined && place.kind !== "host") return { items: [hostSnippet(span)] };
  const section = place.kind === "host" ? model.hosts.get(place.host.name) : model.root;
  // The field whose name is being written is not taken yet.
  const isTaken = ({ name }: Field): boolean => {
    const part = section?.settings.get(name)?.part;
    return part !== undefined && !contains(part, span.end);
  };
  const open = allFields.filter((field) => !(field.rootOnly && place.kind === "host") && !isTaken(field));
  const known = open.filter(({ since }) => since === undefined || isAtLeast(model.version, since));
  return { items: [...known.map((field) => fieldItem(field, span)), hostSnippet(span)] };
}

const fieldSnippets: Readonly<Record<FieldType, string>> = {
  string: '"https://${1}"',
  boolean: "${1:true}",
  capabilities: '[${1:"pull", "resolve"}]',
  paths: '"${1:ca.crt}"',
  clients: '[["${1:client.cert}", "${2:client.key}"]]',
  headers: '{ ${1:x-name} = "${2:value}" }',
  duration: '"${1:5s}"',
};

function fieldItem(field: Field, span: Span): Completion {
  return {
    ...span,
    label: field.name,
    kind: "field",
    text: `${field.name} = ${fieldSnippets[field.type]}`,
    isSnippet: true,
    detail: field.title,
    documentation: fieldText(field),
  };
}

function hostSnippet(span: Span): Completion {
  const text = '[host."https://${1:mirror.example.com}"]\n  capabilities = ["pull", "resolve"]\n  ${0}';
  return { ...span, label: '[host."https://…"]', kind: "snippet", text, isSnippet: true, detail: "a host that is tried before server" };
}
