import type { Entry, HostsDocument, Table, Value } from "../syntax/document.ts";
import { readerOf, type ContainerdVersion } from "../versions.ts";
import { type Edit, lineEnd, lineStart, nextLine, replace } from "./fixes/edits.ts";

/**
 * Edits that give the document one style: fields of a table indented by `indent`, one space round `=`, `, ` in arrays
 * of one line, no trailing spaces, no two empty lines in a row, one line end at the end. Comments, order, quotation
 * marks and values of several lines stay as they are. A document that containerd cannot read is left alone.
 */
export function format(document: HostsDocument, version: ContainerdVersion, indent: string): readonly Edit[] {
  const reader = readerOf(version);
  if (document.text === "" || document.problems.some(({ readers }) => (readers & reader) !== 0)) return [];
  const edits = [...document.tables.flatMap((table) => tableEdits(document, table, indent)), ...blankEdits(document)];
  return edits.filter(({ start, end, text }) => document.text.slice(start, end) !== text);
}

function tableEdits({ text, comments }: HostsDocument, { header, entries }: Table, indent: string): readonly Edit[] {
  const edits: Edit[] = [];
  if (header !== undefined) edits.push(indentEdit(text, header.start, ""));
  for (const entry of entries) {
    edits.push(indentEdit(text, entry.start, header === undefined ? "" : indent), ...entryEdits(text, entry));
  }
  for (const { start } of comments) {
    const isInside = header !== undefined && entries.length > 0 && start > header.end && start < (entries.at(-1)?.start ?? 0);
    const insideValue = entries.some(({ value }) => value.start < start && start < value.end);
    if (isInside && !insideValue && text.slice(lineStart(text, start), start).trim() === "") edits.push(indentEdit(text, start, indent));
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
  const edits: Edit[] = [];
  let previous = value.start + 1;
  for (const [index, item] of value.items.entries()) {
    edits.push(replace({ start: previous, end: item.start }, index === 0 ? "" : ", "), ...separatorEdits(text, item));
    previous = item.end;
  }
  edits.push(replace({ start: previous, end: value.end - 1 }, ""));
  return edits;
}

/** Trailing spaces and empty lines, outside of values. */
function blankEdits({ text, tables }: HostsDocument): readonly Edit[] {
  const values = tables.flatMap(({ entries }) => entries.map(({ value }) => value));
  const edits: Edit[] = [];
  let value = 0;
  let emptyBefore = true;
  for (let start = 0; start < text.length; ) {
    const next = nextLine(text, start);
    const line = text.slice(start, next).replace(/\r?\n$/, "");
    while ((values[value]?.end ?? Infinity) < start) value++;
    const current = values[value];
    const inside = current !== undefined && current.start < start + line.length && current.end > start + line.length;
    const isEmpty = line.trim() === "";
    if (isEmpty && emptyBefore && !inside) edits.push({ start, end: next, text: "" });
    else if (!inside && !isEmpty) edits.push({ start: start + line.trimEnd().length, end: start + line.length, text: "" });
    else if (isEmpty && !inside) edits.push({ start, end: start + line.length, text: "" });
    emptyBefore = isEmpty && !inside;
    start = next;
  }
  if (!text.endsWith("\n")) edits.push({ start: text.length, end: text.length, text: lineEnd(text) });
  return edits;
}
