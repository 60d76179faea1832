import { plainName } from "../../core/visibleText.ts";
import type { Entry, HostsDocument, Span, DocumentTable } from "../syntax/document.ts";

export interface DocumentSymbol {
  readonly name: string;
  readonly kind: "table" | "key";
  readonly span: Span;
  /** The part that names it, within `span`. */
  readonly selection: Span;
  readonly children: readonly DocumentSymbol[];
}

/** Tables and keys together: each is some 200 bytes on its way to the editor. */
const maxSymbols = 10_000;

/** The outline: the fields of the root, then each table with its fields, as far as there is room for them. */
export function symbols({ tables, text }: HostsDocument): readonly DocumentSymbol[] {
  const all: DocumentSymbol[] = [];
  let room = maxSymbols;
  for (const table of tables) {
    if (room <= 0) break;
    if (table.header !== undefined) room--;
    const children = table.entries.slice(0, room).map(entrySymbol);
    room -= children.length;
    if (table.header === undefined) all.push(...children);
    else all.push(tableSymbol(table, table.header, children, text));
  }
  return all;
}

function entrySymbol({ key, start, end }: Entry): DocumentSymbol {
  const name = key.map((part) => part.name).join(".");
  const selection = { start, end: key.at(-1)?.end ?? start };
  return { name: name === "" ? "(empty)" : plainName(name), kind: "key", span: { start, end }, selection, children: [] };
}

function tableSymbol(
  { start, end, entries }: DocumentTable,
  header: Span & { readonly key: Entry["key"] },
  children: readonly DocumentSymbol[],
  text: string,
): DocumentSymbol {
  const last = entries.at(-1)?.end ?? header.end;
  const names = header.key.map((part) => part.name);
  const name = (names[0] === "host" && names.length > 1 ? names.slice(1) : names).join(" ");
  return {
    name: plainName(name === "" ? text.slice(start, header.end) : name),
    kind: "table",
    span: { start: header.start, end: Math.min(Math.max(last, header.end), Math.max(end, header.end)) },
    selection: { start: header.start, end: header.end },
    children,
  };
}
