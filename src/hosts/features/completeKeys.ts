import type { HostsModel } from "../resolve/model.ts";
import { allFields, type Field, type FieldType } from "../schema.ts";
import type { Assignment } from "../syntax/assignments.ts";
import type { Header, KeyPart, Span, DocumentTable } from "../syntax/document.ts";
import { lineStart } from "../syntax/edits.ts";
import { meaningOf } from "../syntax/keyMeaning.ts";
import { isAtLeast } from "../versions.ts";
import { type Completion, type Completions, noCompletions } from "./completions.ts";
import { fieldText } from "./hover.ts";
import { contains, insideQuotes } from "./locate.ts";

const word = String.raw`(?:[\w-]+|"[^"\n]*"|'[^'\n]*')`;
/** A key up to the cursor: the parts with a dot behind them, and what is written of the last one. */
const dottedKey = String.raw`((?:${word}[ \t]*\.[ \t]*)*)([\w-]*)$`;
const keyOnLine = new RegExp(String.raw`^[ \t]*${dottedKey}`);
const keyInTable = new RegExp(String.raw`[{,]\s*${dottedKey}`);
/** Longer than any key, and short of what a search through it would take long for. */
const maxKey = 2_000;
const headerKey = new RegExp(String.raw`^\[[ \t]*${dottedKey}`);

/** In a table header: a host, its URL, or one of its tables. */
export function headerCompletions(text: string, header: Header, offset: number): Completions {
  const [host, url] = header.key;
  if (host?.name === "host" && url !== undefined && contains(url, offset)) {
    return { items: [], wish: { kind: "hosts", span: url.quote === "" ? url : insideQuotes(url), quoted: url.quote !== "" } };
  }
  const [, before, part = ""] = headerKey.exec(text.slice(header.start, offset)) ?? [];
  const span = { start: offset - part.length, end: offset };
  if (before !== undefined && before !== "") {
    const { kind } = meaningOf(partsOf(before, offset));
    if (kind === "hosts") return { items: [], wish: { kind: "hosts", span, quoted: false } };
    return kind === "host" ? { items: [{ ...span, label: "header", kind: "field", text: "header", isSnippet: false }] } : noCompletions;
  }
  const whole = { start: header.start + 1, end: Math.max(offset, host?.end ?? offset) };
  const snippet = 'host."https://${1:mirror.example.com}"';
  return { items: [{ ...whole, label: 'host."https://…"', kind: "snippet", text: snippet, isSnippet: true, detail: aHost }] };
}

const aHost = "a host that is tried before server";

/** The inline table of a host, or of all hosts, whose keys the offset stands among. */
export function hostsTableAt({ assignments, document }: HostsModel, offset: number): Assignment | undefined {
  const innermost = assignments.findLast(({ value }) => {
    if (value?.kind !== "table" || offset <= value.start) return false;
    // One that is not closed ends before the blanks that follow it.
    return offset < value.end || (document.text[value.end - 1] !== "}" && /^[ \t]{0,80}$/.test(document.text.slice(value.end, offset)));
  });
  return innermost?.meaning.kind === "host" || innermost?.meaning.kind === "hosts" ? innermost : undefined;
}

/** Where a key is written, on a line of its own or in an inline table; with what stands before its dots. */
export function keyCompletions(model: HostsModel, table: DocumentTable, offset: number, registry: string | undefined): Completions {
  const { text } = model.document;
  const inline = hostsTableAt(model, offset);
  const from = Math.max(inline?.value?.start ?? lineStart(text, offset), offset - maxKey);
  const [, before, part = ""] = (inline === undefined ? keyOnLine : keyInTable).exec(text.slice(from, offset)) ?? [];
  const span = { start: offset - part.length, end: offset };
  const base = inline?.path ?? table.header?.key ?? [];
  if (before === undefined) return noCompletions;
  return inline === undefined && before === ""
    ? onLine(model, base, span, registry)
    : belowPath(model, [...base, ...partsOf(before, offset)], span);
}

function belowPath(model: HostsModel, path: readonly KeyPart[], span: Span): Completions {
  const meaning = meaningOf(path);
  if (meaning.kind === "hosts") return { items: [], wish: { kind: "hosts", span, quoted: false } };
  return meaning.kind === "host" ? { items: fieldItems(model, meaning.host.name, span, undefined) } : noCompletions;
}

function partsOf(dotted: string, at: number): readonly KeyPart[] {
  return [...dotted.matchAll(/"([^"\n]*)"|'([^'\n]*)'|([\w-]+)/g)].map(([, basic, literal, bare]) => ({
    start: at,
    end: at,
    name: basic ?? literal ?? bare ?? "",
    quote: "",
  }));
}

function onLine(model: HostsModel, base: readonly KeyPart[], span: Span, registry: string | undefined): Completions {
  const meaning = meaningOf(base);
  if (base.length > 0 && meaning.kind !== "host") return { items: [hostSnippet(span)] };
  return { items: [...fieldItems(model, meaning.kind === "host" ? meaning.host.name : undefined, span, registry), hostSnippet(span)] };
}

/** The fields that a host, or the root, does not have yet. */
function fieldItems(model: HostsModel, host: string | undefined, span: Span, registry: string | undefined): readonly Completion[] {
  const section = host === undefined ? model.root : model.hosts.get(host);
  // The field whose name is being written is not taken yet.
  const isTaken = ({ name }: Field): boolean => {
    const part = section?.settings.get(name)?.part;
    return part !== undefined && !contains(part, span.end);
  };
  return allFields
    .filter((field) => !(field.rootOnly && host !== undefined) && !isTaken(field))
    .filter(({ since }) => since === undefined || isAtLeast(model.version, since))
    .map((field) => fieldItem(field, span, registry));
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

function fieldItem(field: Field, span: Span, registry: string | undefined): Completion {
  const snippet = field.name === "server" && registry !== undefined ? `"\${1:${registry}}"` : fieldSnippets[field.type];
  return {
    ...span,
    label: field.name,
    kind: "field",
    text: `${field.name} = ${snippet}`,
    isSnippet: true,
    detail: field.title,
    documentation: fieldText(field),
  };
}

function hostSnippet(span: Span): Completion {
  const text = '[host."https://${1:mirror.example.com}"]\n  capabilities = ["pull", "resolve"]\n  ${0}';
  return { ...span, label: '[host."https://…"]', kind: "snippet", text, isSnippet: true, detail: aHost };
}
