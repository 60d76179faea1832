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

/** Renames a host together with its sub-tables; undefined where the name is taken, or there is no host. */
export function rename(model: HostsModel, offset: number, newName: string): readonly Edit[] | undefined {
  const found = renamableAt(model, offset);
  if (found === undefined || newName === "" || (newName !== found.name && model.hosts.has(newName))) return undefined;
  return renameHost(model, found.name, newName);
}
