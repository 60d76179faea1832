import { ThemeIcon } from "vscode";
import type { CommandId } from "../../commands/ids.ts";
import { listId } from "../listId.ts";
import type { ListCounts, LoadMoreNode } from "../node.ts";
import type { NodeKind } from "../nodeKind.ts";
import { say } from "../../../platform/say.ts";
import { localized } from "../../sentences/localized.ts";

function shownSentence({ shown, matching, isWhole, isFound }: ListCounts): string {
  const counted = [localized(shown), localized(matching)] as const;
  return isWhole || isFound ? say("{0} of {1}", ...counted) : say("{0} of {1}+", ...counted);
}

/** Stands last in a list that goes on. */
export const loadMoreKind: NodeKind<LoadMoreNode> = {
  id: ({ list }) => `more ${listId(list)}`,
  row(node) {
    const label = say("Load more…");
    const description = shownSentence(node.counts);
    const command: CommandId = "containerRegistries.list.loadMore";
    return {
      label,
      description,
      spoken: `${label} ${description}`,
      icon: new ThemeIcon("ellipsis"),
      contextValue: ";loadMore;",
      command: { command, title: label, arguments: [node] },
    };
  },
  parent: ({ list }) => list,
};
