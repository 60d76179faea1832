import type { HostsModel } from "../resolve/model.ts";
import { stringValuesOf } from "../resolve/hostConfig.ts";
import { allCapabilities, type FieldType } from "../schema.ts";
import { writeString } from "../syntax/edits.ts";
import type { Span, StringValue, Value } from "../syntax/document.ts";
import type { KeyMeaning } from "../syntax/keyMeaning.ts";
import { isAtLeast } from "../versions.ts";
import { type Completion, type Completions, noCompletions } from "./completions.ts";
import { headerCompletions, hostsTableAt, keyCompletions } from "./completeKeys.ts";
import { registryUrlOf } from "./directoryRegistry.ts";
import { assignmentAt, contains, insideQuotes, stringAt, tableAtOffset } from "./locate.ts";

/** The text of a snippet with each placeholder's own text in its place. */
export function withoutPlaceholders(snippet: string): string {
  return snippet.replaceAll(/\$\{\d+(?::([^{}]*))?\}/g, "$1").trimEnd();
}

/**
 * What can be written at the offset. `directory` is that of the file, absolute; empty where it has none. `roots` are the
 * directories of the settings whose sub-directories hold hosts.toml files.
 */
export function complete(model: HostsModel, offset: number, directory = "", roots: readonly string[] = []): Completions {
  const { document } = model;
  if (document.comments.some((comment) => comment.start < offset && offset <= comment.end)) return noCompletions;
  const table = tableAtOffset(document, offset);
  if (table?.header !== undefined && contains(table.header, offset) && offset > table.header.start) {
    return headerCompletions(document.text, table.header, offset);
  }
  const found = missingValueAt(model, offset) ?? assignmentAt(model, offset);
  const registry = registryUrlOf(directory, roots);
  // Without an equals sign the key is still being written.
  const isValue = found !== undefined && found.value.start > (found.path.at(-1)?.end ?? 0);
  if (isValue && hostsTableAt(model, offset) !== found) return inValue(model, found, offset, registry);
  return table === undefined ? noCompletions : keyCompletions(model, table, offset, registry);
}

/** The assignment without a value whose equals sign stands before the offset; the blanks behind it belong to no value. */
function missingValueAt({ assignments, document: { text } }: HostsModel, offset: number): ReturnType<typeof assignmentAt> {
  const found = assignments.find(({ path, value }) => {
    const keyEnd = path.at(-1)?.end ?? 0;
    if (value?.kind !== "invalid" || value.end > value.start || keyEnd >= offset || offset > value.start) return false;
    return /^[ \t]*=[ \t]*$/.test(text.slice(keyEnd, offset));
  });
  return found as ReturnType<typeof assignmentAt>;
}

function inValue(
  model: HostsModel,
  { value, meaning }: { readonly value: Value; readonly meaning: KeyMeaning },
  offset: number,
  registry: string | undefined,
): Completions {
  if (meaning.kind !== "field" || meaning.rest.length > 0) return noCompletions;
  const item = stringAt(value, offset);
  const { type, name } = meaning.field;
  const own = name === "server" ? registry : undefined;
  if (item === undefined)
    return value.kind === "array"
      ? bareItem(model, type, value, offset)
      : bareValue(type, { start: Math.min(value.start, offset), end: offset }, own);
  const span = insideString(item, offset);
  if (type === "capabilities") return { items: capabilities(model, stringValuesOf(value), span, false) };
  if (type === "duration") return { items: units(item.value, span) };
  if (type === "paths" || type === "clients") return { items: [], wish: { kind: "paths", written: item.value, span } };
  if (name !== "server") return noCompletions;
  return { items: own === undefined ? [] : [valueItem(span, own, own, ofDirectory)], wish: { kind: "hosts", span, quoted: true } };
}

/** What stands between the quotation marks; up to the cursor where the closing one is missing. */
function insideString(item: StringValue, offset: number): Span {
  const inside = insideQuotes(item, item.form.length);
  return { start: inside.start, end: Math.max(inside.end, Math.min(offset, item.end)) };
}

function bareItem(model: HostsModel, type: FieldType, value: Value, offset: number): Completions {
  const inside = value.kind === "array" && offset > value.start;
  if (!inside || type !== "capabilities") return noCompletions;
  return { items: capabilities(model, stringValuesOf(value), { start: offset, end: offset }, true) };
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

const ofDirectory = "the registry that the directory is named after";

function bareValue(type: FieldType, span: Span, own: string | undefined): Completions {
  const choices = valueChoices[type] ?? [];
  const items = choices.map(([label, text]) => valueItem(span, label, text));
  return { items: own === undefined ? items : [valueItem(span, writeString(own), writeString(own), ofDirectory), ...items] };
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
