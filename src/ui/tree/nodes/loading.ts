import { ThemeIcon } from "vscode";
import type { LoadingNode } from "../node.ts";
import { listId } from "../listId.ts";
import type { NodeKind } from "../nodeKind.ts";
import { say } from "../../../platform/say.ts";

/** Stands in place of a list that is long in coming. */
export const loadingKind: NodeKind<LoadingNode> = {
  id: ({ list }) => `loading ${listId(list)}`,
  row: () => ({ label: say("Loading…"), icon: new ThemeIcon("loading~spin") }),
  parent: ({ list }) => list,
};
