import type { HostsModel } from "../resolve/model.ts";
import type { Entry, HostsDocument, Span, DocumentTable, Value } from "../syntax/document.ts";
import { type Edit, lineEnd, lineStart, nextLine, replace } from "../syntax/edits.ts";

/**
 * Edits that give the document one style: fields of a table indented by `indent`, one space round `=`, `, ` in arrays
 * of one line, no trailing spaces, no two empty lines in a row, one line end at the end. Comments, order, quotation
 * marks and values of several lines stay as they are. A document that containerd cannot read, or that has the lone
 * carriage returns of old, is left alone; so is one with a date, which containerd 1.x reads by the blank behind it.
 */
export function format({ document, problems }: HostsModel, indent: string): readonly Edit[] {
  if (document.text.trim() === "" || problems.length > 0 || /\r(?!\n)/.test(document.text)) return [];
  if (document.tables.some(({ entries }) => entries.some(({ value }) => hasDate(value)))) return [];
  const lines = linesOutsideValues(document);
  const edits = [
    ...document.tables.flatMap((table) => tableEdits(document, table, indent)),
    ...commentEdits(document, lines, indent),
    ...blankEdits(document.text, lines),
  ];
  return edits.filter(({ start, end, text }) => document.text.slice(start, end) !== text);
}

/** No field of a hosts.toml is a date: only keys that containerd ignores have one. */
function hasDate(value: Value): boolean {
  if (value.kind === "array") return value.items.some(hasDate);
  return value.kind === "table" ? value.entries.some((entry) => hasDate(entry.value)) : value.kind === "date";
}

function tableEdits({ text }: HostsDocument, { header, entries }: DocumentTable, indent: string): readonly Edit[] {
  const ofHeader = header === undefined ? [] : [indentEdit(text, header.start, "")];
  return [
    ...ofHeader,
    ...entries.flatMap((entry) => [indentEdit(text, entry.start, header === undefined ? "" : indent), ...entryEdits(text, entry)]),
  ];
}

/** A comment between the fields of a table is indented like them. */
function commentEdits({ text, tables }: HostsDocument, lines: readonly Line[], indent: string): readonly Edit[] {
  const edits: Edit[] = [];
  let index = 0;
  for (const { start, end } of lines) {
    while ((tables[index + 1]?.header?.start ?? Infinity) < start) index++;
    const table = tables[index];
    const at = start + text.slice(start, end).search(/\S/);
    if (at < start || text[at] !== "#") continue;
    const isBetween = table?.header !== undefined && at < (table.entries.at(-1)?.start ?? 0);
    if (isBetween) edits.push(indentEdit(text, at, indent));
  }
  return edits;
}

function indentEdit(text: string, at: number, indent: string): Edit {
  return replace({ start: lineStart(text, at), end: at }, indent);
}

function entryEdits(text: string, { key, value }: Entry): readonly Edit[] {
  const keyEnd = key.at(-1)?.end ?? value.start;
  const equals = replace({ start: keyEnd, end: value.start }, " = ");
  return [equals, ...separatorEdits(text, value)];
}

/** `[ "a","b" ]` becomes `["a", "b"]` where it stands on one line. */
function separatorEdits(text: string, value: Value): readonly Edit[] {
  if (value.kind !== "array" || text.slice(value.start, value.end).includes("\n")) return [];
  const { items } = value;
  const before = (index: number): number => items[index - 1]?.end ?? value.start + 1;
  const edits = items.flatMap((item, index) => [
    replace({ start: before(index), end: item.start }, index === 0 ? "" : ", "),
    ...separatorEdits(text, item),
  ]);
  return [...edits, replace({ start: before(items.length), end: value.end - 1 }, "")];
}

/** A line without its line end, no part of which belongs to a value of several lines that goes on below it. */
interface Line extends Span {
  /** Where the next line begins. */
  readonly next: number;
}

function linesOutsideValues({ text, tables }: HostsDocument): readonly Line[] {
  const values = tables.flatMap(({ entries }) => entries.map(({ value }) => value));
  const lines: Line[] = [];
  let index = 0;
  for (let start = 0; start < text.length;) {
    const next = nextLine(text, start);
    const end = next - (/\r?\n$/.exec(text.slice(Math.max(start, next - 2), next))?.[0].length ?? 0);
    while ((values[index]?.end ?? Infinity) < start) index++;
    const value = values[index];
    if (value === undefined || value.start >= end || value.end <= end) lines.push({ start, end, next });
    start = next;
  }
  return lines;
}

/** Trailing spaces, repeated empty lines, and the end of the last line. */
function blankEdits(text: string, lines: readonly Line[]): readonly Edit[] {
  const edits: Edit[] = [];
  const contentEnd = text.trimEnd().length;
  let emptyBefore = 0;
  for (const { start, end, next } of lines) {
    const content = text.slice(start, end).trimEnd();
    const isSuperfluous = content === "" && (emptyBefore === start || start > contentEnd);
    edits.push(isSuperfluous ? { start, end: next, text: "" } : { start: start + content.length, end, text: "" });
    if (content === "") emptyBefore = next;
  }
  if (!text.slice(contentEnd).includes("\n")) edits.push({ start: text.length, end: text.length, text: lineEnd(text) });
  return edits;
}
