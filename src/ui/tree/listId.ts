import type { ListNode } from "./node.ts";

/** Tells lists apart: for the ids of what stands in them. */
export function listId(list: ListNode): string {
  return list.kind === "registry" ? `registry ${list.host}` : `repository ${list.host}/${list.repository}`;
}
