import { placeId } from "../listId.ts";
import type { ErrorNode } from "../node.ts";
import type { NodeKind } from "../nodeKind.ts";

/** Why a list, or what was stored, does not show as it should. */
export const errorKind: NodeKind<ErrorNode> = {
  // A file may have several faults: their messages tell them apart.
  id: ({ list, at, part = "", error }) => `error ${list === undefined ? String(error) : placeId({ list, at })}${part}`,
  row: async (node) => (await import("./errorRow.ts")).errorRow(node),
  parent: ({ list, at }) => at ?? list,
};
