import { l10n, ThemeIcon, TreeItem } from "vscode";
import type { LoadingNode } from "../node.ts";
import { listId } from "../listId.ts";
import type { NodeKind } from "../nodeKind.ts";

/** Stands in place of a list that is long in coming. */
export const loadingKind: NodeKind<LoadingNode> = {
  id: ({ list }) => `loading ${listId(list)}`,
  item() {
    const item = new TreeItem(l10n.t("Loading…"));
    item.iconPath = new ThemeIcon("loading~spin");
    return item;
  },
  parent: ({ list }) => list,
};
