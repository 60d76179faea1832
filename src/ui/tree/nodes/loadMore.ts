import { ThemeIcon } from "vscode";
import type { CommandId } from "../../commands/ids.ts";
import { listId } from "../listId.ts";
import type { LoadMoreNode } from "../node.ts";
import type { NodeKind } from "../nodeKind.ts";
import { say } from "../../../platform/say.ts";

/** Stands last in a list that goes on. */
export const loadMoreKind: NodeKind<LoadMoreNode> = {
  id: ({ list }) => `more ${listId(list)}`,
  row(node) {
    const label = say("Load more…");
    const command: CommandId = "containerRegistries.list.loadMore";
    return { label, icon: new ThemeIcon("ellipsis"), command: { command, title: label, arguments: [node] } };
  },
  parent: ({ list }) => list,
};
