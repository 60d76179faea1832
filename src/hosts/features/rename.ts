import type { HostsModel } from "../resolve/model.ts";
import type { Span } from "../syntax/document.ts";
import { type Edit, renameHost } from "../syntax/edits.ts";
import { insideQuotes, keyAt } from "./locate.ts";

export interface Renamable extends Span {
  readonly name: string;
}

/** The URL of a host at the offset, in a header or a dotted key; nothing else can be renamed. */
export function renamableAt(model: HostsModel, offset: number): Renamable | undefined {
  const found = keyAt(model, offset);
  const part = found?.path[1];
  if (found?.path.length !== 2 || part === undefined || found.path[0]?.name.toLowerCase() !== "host") return undefined;
  const { start, end } = part.quote === "" ? part : insideQuotes(part);
  return { start, end, name: part.name };
}

export type Rename = { readonly edits: readonly Edit[] } | { readonly refused: string };

/** Renames a host together with its sub-tables, or says in a sentence why not. */
export function renameHostAt(model: HostsModel, offset: number, newName: string): Rename {
  const found = renamableAt(model, offset);
  if (found === undefined) return { refused: "Only the URL of a host can be renamed." };
  if (newName === "") return { refused: "A host without a URL cannot be reached: type a URL." };
  if (newName !== found.name && model.hosts.has(newName)) {
    return { refused: `This file already has a host ${newName}: containerd would ignore the file if two tables had that name.` };
  }
  return { edits: renameHost(model, found.name, newName) };
}
