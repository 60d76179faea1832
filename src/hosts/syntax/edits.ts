import type { HostsModel, Section } from "../resolve/model.ts";
import type { Entry, KeyPart, Span } from "./document.ts";

/** A replacement of a piece of the text; `start` equal to `end` inserts. */
export interface Edit extends Span {
  readonly text: string;
}

export function replace(span: Span, text: string): Edit {
  return { start: span.start, end: span.end, text };
}

export function insert(at: number, text: string): Edit {
  return { start: at, end: at, text };
}

/** Applies edits that do not overlap; what is inserted at the same place stands in the order of the edits. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    pieces.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  return pieces.join("") + text.slice(at);
}

/** The one edit that turns `before` into `after`: what lies between what they share at both ends. */
export function difference(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let shared = 0;
  while (shared < shorter - start && before[before.length - 1 - shared] === after[after.length - 1 - shared]) shared++;
  return { start, end: before.length - shared, text: after.slice(start, after.length - shared) };
}

/** Each is some 100 bytes on its way to the editor, which applies them one by one. */
const maxEdits = 10_000;

/** The edits themselves, or one that does the same where they are very many. */
export function inFewEdits(text: string, edits: readonly Edit[]): readonly Edit[] {
  return edits.length <= maxEdits ? edits : [difference(text, applyEdits(text, edits))];
}

/** The line end that the document uses. */
export function lineEnd(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? "\n";
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** Behind the line end of the line that holds `offset`. */
export function nextLine(text: string, offset: number): number {
  const at = text.indexOf("\n", offset);
  return at < 0 ? text.length : at + 1;
}

/** The whole lines of an entry, with the comment behind it; only the entry where something else shares its lines. */
export function entryLines(text: string, entry: Span): Span {
  const start = lineStart(text, entry.start);
  const end = nextLine(text, entry.end);
  const alone = text.slice(start, entry.start).trim() === "" && /^(?:#.*)?$/.test(text.slice(entry.end, end).trim());
  return alone ? { start, end } : entry;
}

/** Takes an entry out with its line; a comment behind it stays, on that line. */
export function removal(text: string, entry: Span): Edit {
  const lines = entryLines(text, entry);
  const comment = text.slice(entry.end, lines.end).indexOf("#");
  return replace(comment < 0 ? lines : { start: entry.start, end: entry.end + comment }, "");
}

function indentOf(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? "";
}

/** `name` as a TOML key, between the quotation marks of `quote` where it can stand there. */
export function writeKey(name: string, quote: KeyPart["quote"] = '"'): string {
  if (quote === "" && /^[A-Za-z0-9_-]+$/.test(name)) return name;
  if (quote === "'" && /^[\t -&(-~\u0080-\uFFFF]*$/.test(name)) return `'${name}'`;
  return writeString(name);
}

/** `value` as a TOML basic string. */
export function writeString(value: string): string {
  return `"${escapeInString(value)}"`;
}

/** `value` as it stands between the quotation marks of a TOML basic string. */
export function escapeInString(value: string): string {
  return value
    .replaceAll(/["\\]/g, String.raw`\$&`)
    .replaceAll(/[^\t -~\u0080-\uFFFF]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Every place that names the host, each once. */
function hostMentions({ assignments }: HostsModel, name: string): readonly KeyPart[] {
  const found = new Map<number, KeyPart>();
  for (const { path } of assignments) {
    const part = path[1];
    if (path[0]?.name.toLowerCase() === "host" && part?.name === name) found.set(part.start, part);
  }
  return [...found.values()];
}

/** Gives a host another URL, in its header and in those of its sub-tables. */
export function renameHost(model: HostsModel, name: string, newName: string): readonly Edit[] {
  return hostMentions(model, name).map((part) => replace(part, writeKey(newName, part.quote)));
}

/** Where a line can be added to a section: below its own header, or at the end of the root; undefined for other forms. */
export function lineInSection(
  model: HostsModel,
  section: Section,
): { readonly at: number; readonly indent: string; readonly before: string } | undefined {
  const { text, tables } = model.document;
  const table =
    section.key === undefined
      ? tables[0]
      : tables.find(({ header }) => header?.key.length === 2 && header.key[1]?.name === section.key?.name);
  if (table === undefined) return undefined;
  const last: Entry | undefined = table.entries.at(-1);
  const after = last?.end ?? table.header?.end;
  if (after === undefined) return { at: table.end === text.length ? 0 : lineStart(text, table.end), indent: "", before: "" };
  const at = nextLine(text, after);
  const indent = last === undefined ? indentOf(text, table.header?.start ?? 0) : indentOf(text, last.start);
  return { at, indent, before: at === text.length && !text.endsWith("\n") ? lineEnd(text) : "" };
}
