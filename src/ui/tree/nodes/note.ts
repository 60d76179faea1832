import { ThemeIcon } from "vscode";
import { listId } from "../listId.ts";
import type { NoteNode } from "../node.ts";
import type { NodeKind } from "../nodeKind.ts";

/** A sentence about a list: that it is empty or not whole, or which mirror it comes from. */
export const noteKind: NodeKind<NoteNode> = {
  id: ({ list, sentence }) => `note ${list === undefined ? "" : listId(list)} ${sentence}`,
  row: ({ sentence }) => ({ label: sentence, icon: new ThemeIcon("info") }),
  parent: ({ list }) => list,
};
