import { ThemeIcon, TreeItemCollapsibleState } from "vscode";
import { say } from "../../../platform/say.ts";
import { localized } from "../../sentences/localized.ts";
import { listId } from "../listId.ts";
import type { AttachedTagsNode } from "../node.ts";
import type { NodeKind } from "../nodeKind.ts";

/** The tags by which signatures and the like are attached to others: below a row of their own, which most people never open. */
export const attachedTagsKind: NodeKind<AttachedTagsNode> = {
  id: ({ list }) => `attached ${listId(list)}`,
  row({ tags }) {
    const label = say("Signatures and attestations");
    const count = localized(tags.length);
    return {
      label,
      description: count,
      spoken: `${label}: ${count}`,
      icon: new ThemeIcon("link"),
      unfolds: TreeItemCollapsibleState.Collapsed,
      hover: [say("Each is named after the digest of the image that it belongs to, and stands below that image's tags, too.")],
    };
  },
  children: ({ tags }) => Promise.resolve([...tags]),
  parent: ({ list }) => list,
};
