import { ThemeIcon } from "vscode";
import type { LoadingNode } from "../node.ts";
import { placeId } from "../listId.ts";
import type { NodeKind } from "../nodeKind.ts";
import { say } from "../../../platform/say.ts";

/** Stands in place of a list that is long in coming. */
export const loadingKind: NodeKind<LoadingNode> = {
  id: (node) => `loading ${placeId(node)}`,
  row: () => ({ label: say("Loading…"), icon: new ThemeIcon("loading~spin") }),
  parent: ({ list, at }) => at ?? list,
};
