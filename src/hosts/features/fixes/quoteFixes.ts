import type { Finding } from "../../findings.ts";
import type { HostsModel } from "../../resolve/model.ts";
import type { Entry, Header, KeyPart, Value } from "../../syntax/document.ts";
import { lineStart, replace, writeKey } from "../../syntax/edits.ts";
import { type Fix, type FixMaker, sourceOf } from "./context.ts";

/** What word processors and web pages make of quotation marks. */
const typographic = /[\u2018-\u201F\u2039\u203A\u00AB\u00BB]/;
const marked =
  /^[\u2018-\u201F\u2039\u203A\u00AB\u00BB"'](?<inside>[^\u2018-\u201F\u2039\u203A\u00AB\u00BB"']*)[\u2018-\u201F\u2039\u203A\u00AB\u00BB"']$/;

/** Puts quotation marks round text that lacks them, or has others than TOML's, where that is what was meant. */
export const addQuotes: FixMaker = (finding, model) => {
  const source = sourceOf(model, finding);
  if (finding.data?.["fix"] !== "quote" || source === "" || lineStart(model.document.text, finding.end) > finding.start) return undefined;
  const isPart = ({ start }: KeyPart): boolean => start === finding.start;
  const table = model.document.tables.findLast(({ start }) => start <= finding.start);
  if (table?.header?.key.some(isPart) === true) return quoteInHeader(finding, model, table.header);
  const entry = table?.entries.flatMap((each) => entriesIn(each, finding.start)).find(({ key }) => key.some(isPart));
  if (entry !== undefined && !isReadable(entry)) return undefined;
  const word = entry === undefined ? tomlBoolean(source) : undefined;
  return word === undefined ? quoted(finding, source) : { title: `Change to ${word}`, edits: [replace(finding, word)] };
};

/** As TOML writes it, of `True`. */
export function tomlBoolean(text: string): string | undefined {
  return /^(?:true|false)$/i.test(text) ? text.toLowerCase() : undefined;
}

function quoted(span: { readonly start: number; readonly end: number }, source: string): Fix | undefined {
  const text = typographic.test(source) ? marked.exec(source)?.groups?.["inside"] : source;
  return text === undefined ? undefined : { title: "Put it in quotation marks", edits: [replace(span, writeKey(text))] };
}

/** Without its quotation marks, a URL falls apart at its dots; `header` is no part of it. */
function quoteInHeader(finding: Finding, model: HostsModel, { key }: Header): Fix | undefined {
  const first = key.findIndex(({ name, quote: mark }) => mark === "" && name.includes("://"));
  const last = key.at(-1)?.name === "header" && first < key.length - 1 ? key.at(-2) : key.at(-1);
  const start = key[first]?.start;
  if (start === undefined || last === undefined || finding.start < start || finding.start >= last.end) {
    return quoted(finding, sourceOf(model, finding));
  }
  const url = { start, end: last.end };
  const source = sourceOf(model, url);
  return /["'\s]/.test(source) ? undefined : quoted(url, source);
}

/** The entry and, where the offset is inside it, those of its inline tables. */
function entriesIn(entry: Entry, offset: number): readonly Entry[] {
  return entry.start <= offset && offset < entry.end ? [entry, ...entriesOf(entry.value, offset)] : [];
}

function entriesOf(value: Value, offset: number): readonly Entry[] {
  if (value.kind === "array") return value.items.flatMap((item) => entriesOf(item, offset));
  return value.kind === "table" ? value.entries.flatMap((entry) => entriesIn(entry, offset)) : [];
}

/** Whether the key is one but for its quotation marks: no comment, not in want of its `=`, no URL that falls apart at its dots. */
function isReadable({ key, value }: Entry): boolean {
  const end = key.at(-1)?.end ?? 0;
  return value.start > end && key[0]?.name.startsWith("//") !== true && key.slice(0, -1).every(({ name }) => !name.includes("://"));
}
