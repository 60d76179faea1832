import type { HostsModel } from "../../resolve/model.ts";
import { applyEdits, type Edit, entryLines, insert, lineEnd, lineStart, nextLine, replace } from "../../syntax/edits.ts";
import type { Entry, StringValue, DocumentTable, Value } from "../../syntax/document.ts";
import { type FixMaker, type FixTable, sourceOf } from "./context.ts";
import { addQuotes } from "./quoteFixes.ts";

/** `// text` is how other languages write a comment. */
const slashes: FixMaker = (finding, model) => {
  const { text } = model.document;
  const isComment = text.startsWith("//", finding.start) && text.slice(lineStart(text, finding.start), finding.start).trim() === "";
  return isComment ? { title: "Make it a comment", edits: [replace({ start: finding.start, end: finding.start + 2 }, "#")] } : undefined;
};

/** `key: value` is how YAML and JSON write it. */
const equals: FixMaker = (finding, model) => {
  const { text } = model.document;
  if (text[finding.start] !== ":") return undefined;
  const start = text.slice(0, finding.start).trimEnd().length;
  const end = finding.end + (/^[ \t]*/.exec(text.slice(finding.end))?.[0] ?? "").length;
  return { title: "Change to =", edits: [replace({ start, end }, " = ")] };
};

/** A Windows path as people type it: with single backslashes. Between single quotation marks, TOML takes it as it stands. */
const windowsPath = /^[A-Za-z]:(?:\\[^\\"'\r\n]+)+\\?$/;

const backslash: FixMaker = (finding, model) => {
  const { text } = model.document;
  if (text[finding.start] !== "\\" || finding.end !== finding.start + 2) return undefined;
  const string = basicStringAt(model, finding.start);
  if (string === undefined) return undefined;
  const written = text.slice(string.start + 1, string.end - 1);
  if (!windowsPath.test(written)) return { title: String.raw`Write the backslash as \\`, edits: [insert(finding.start, "\\")] };
  return { title: "Put the path in single quotation marks", edits: [replace(string, `'${written}'`)] };
};

/** The closed string of one line, between double quotation marks, that holds the offset. */
function basicStringAt({ document: { tables, text } }: HostsModel, offset: number): StringValue | undefined {
  const table = tables.findLast(({ start }) => start <= offset);
  const entry = table?.entries.find(({ start, end }) => start <= offset && offset < end);
  const string = entry === undefined ? undefined : stringIn(entry.value, offset);
  return string?.form === '"' && string.end > string.start + 1 && text[string.end - 1] === '"' ? string : undefined;
}

function stringIn(value: Value, offset: number): StringValue | undefined {
  if (value.start > offset || offset >= value.end) return undefined;
  if (value.kind === "string") return value;
  const inner = value.kind === "array" ? value.items : value.kind === "table" ? value.entries.map((entry) => entry.value) : [];
  for (const item of inner) {
    const found = stringIn(item, offset);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Removes an entry that says once more what another of its table says already. */
const repeatedEntry: FixMaker = (finding, model) => {
  const table = model.document.tables.findLast(({ start }) => start <= finding.start);
  const entry = table?.entries.find(({ key }) => key.at(-1)?.start === finding.start);
  const same = entry && table?.entries.find((other) => other !== entry && other.start < entry.start && isSameEntry(model, entry, other));
  if (entry === undefined || same === undefined) return undefined;
  const lines = entryLines(model.document.text, entry);
  // A comment stays with what it stands at.
  if (
    sourceOf(model, lines)
      .slice(entry.end - lines.start)
      .includes("#")
  )
    return undefined;
  return { title: "Remove the repeated line", edits: [replace(lines, "")] };
};

function isSameEntry(model: HostsModel, entry: Entry, other: Entry): boolean {
  const isSameKey = entry.key.length === other.key.length && entry.key.every(({ name }, index) => name === other.key[index]?.name);
  return isSameKey && sourceOf(model, entry.value) === sourceOf(model, other.value);
}

/** Puts the lines below a repeated header under the first one, where neither says what the other says, and no comment moves. */
const repeatedTable: FixMaker = (finding, model) => {
  const { text, tables, comments } = model.document;
  const index = tables.findIndex(({ header }) => header?.key.at(-1)?.start === finding.start);
  const table = tables[index];
  const firstIndex = tables.findIndex((other) => isSameTable(other, table));
  const first = tables[firstIndex];
  if (table?.header === undefined || first === undefined || firstIndex >= index || saysTheSame(first, table)) return undefined;
  if (comments.some(({ start }) => start >= table.start && start < table.end)) return undefined;
  const body = text.slice(nextLine(text, table.header.end), table.end);
  const removed = replace(table, "");
  const whole = body === "" || body.endsWith("\n") ? body : body + lineEnd(text);
  const edits: readonly Edit[] = whole.trim() === "" ? [removed] : [insert(endOfEntries(text, first), whole), removed];
  return applyEdits(text, edits) === text ? undefined : { title: "Move to the first table of that name", edits };
};

function isSameTable(other: DocumentTable, table: DocumentTable | undefined): boolean {
  const [key, same] = [other.header?.key, table?.header?.key];
  if (key === undefined || same === undefined || other.header?.array === true || table?.header?.array === true) return false;
  return key.length === same.length && key.every(({ name }, index) => name === same[index]?.name);
}

/** Two keys with the same beginning would still be one too many; so are two spellings of one field. */
function saysTheSame(first: DocumentTable, table: DocumentTable): boolean {
  const names = new Set(first.entries.map(({ key }) => key[0]?.name.toLowerCase()));
  return table.entries.some(({ key }) => names.has(key[0]?.name.toLowerCase()));
}

function endOfEntries(text: string, { header, entries, start }: DocumentTable): number {
  return nextLine(text, entries.at(-1)?.end ?? header?.end ?? start);
}

export const syntaxFixes: FixTable = { "toml-syntax": [slashes, equals, addQuotes, backslash, repeatedEntry, repeatedTable] };
