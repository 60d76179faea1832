import { l10n, ThemeIcon, TreeItem } from "vscode";
import type { CommandId } from "../../commands/ids.ts";
import { listId } from "../listId.ts";
import type { LoadMoreNode } from "../node.ts";
import type { NodeKind } from "../nodeKind.ts";

/** Stands last in a list that goes on. */
export const loadMoreKind: NodeKind<LoadMoreNode> = {
  id: ({ list }) => `more ${listId(list)}`,
  item(node) {
    const item = new TreeItem(l10n.t("Load more…"));
    item.iconPath = new ThemeIcon("ellipsis");
    const command: CommandId = "containerRegistries.list.loadMore";
    item.command = { command, title: l10n.t("Load more…"), arguments: [node] };
    return item;
  },
  parent: ({ list }) => list,
};
