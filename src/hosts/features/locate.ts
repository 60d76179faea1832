import type { Assignment } from "../syntax/assignments.ts";
import type { Entry, HostsDocument, KeyPart, Span, StringValue, DocumentTable, Value } from "../syntax/document.ts";
import type { HostsModel } from "../resolve/model.ts";

export function contains({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}

/** The table that the offset is in: the last one that begins before it. */
export function tableAtOffset({ tables }: HostsDocument, offset: number): DocumentTable | undefined {
  return tables.findLast(({ start }) => start <= offset) ?? tables[0];
}

/** The key part of any header or entry at the offset, with the path that leads to it. */
export function keyAt(
  { assignments }: HostsModel,
  offset: number,
): { readonly part: KeyPart; readonly path: readonly KeyPart[]; readonly assignment: Assignment } | undefined {
  for (const assignment of assignments) {
    const index = assignment.path.findIndex((part) => contains(part, offset));
    const part = assignment.path[index];
    if (part !== undefined) return { part, path: assignment.path.slice(0, index + 1), assignment };
  }
  return undefined;
}

/** The innermost assignment whose value holds the offset. */
export function assignmentAt(
  { assignments }: HostsModel,
  offset: number,
): (Assignment & { readonly value: Value; readonly entry: Entry }) | undefined {
  const found = assignments.findLast(({ value }) => value !== undefined && contains(value, offset));
  return found as (Assignment & { readonly value: Value; readonly entry: Entry }) | undefined;
}

/** The string that holds the offset, in a value of any depth of arrays. */
export function stringAt(value: Value, offset: number): StringValue | undefined {
  if (value.kind === "string") return contains(value, offset) ? value : undefined;
  if (value.kind !== "array") return undefined;
  for (const item of value.items) {
    const found = stringAt(item, offset);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What stands between the quotation marks. */
export function insideQuotes({ start, end }: Span, marks = 1): Span {
  return { start: start + marks, end: Math.max(start + marks, end - marks) };
}
