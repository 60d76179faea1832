import { ThemeIcon } from "vscode";
import { placeId } from "../listId.ts";
import type { NoteNode } from "../node.ts";
import type { NodeKind } from "../nodeKind.ts";

/** A sentence about a list: that it is empty or not whole, or which mirror it comes from. */
export const noteKind: NodeKind<NoteNode> = {
  id: ({ list, at, sentence }) => `note ${list === undefined ? "" : placeId({ list, at })} ${sentence}`,
  row: ({ sentence }) => ({ label: sentence, icon: new ThemeIcon("info") }),
  parent: ({ list, at }) => at ?? list,
};
