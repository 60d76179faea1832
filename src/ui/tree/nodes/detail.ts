import { contentId } from "../listId.ts";
import type { DetailNode } from "../node.ts";
import type { NodeKind } from "../nodeKind.ts";

/** Something that is known of what a tag points to. What makes its row and finds its children loads with the first tag that is unfolded. */
export const detailKind: NodeKind<DetailNode> = {
  id: contentId,
  row: async (node) => (await import("../details/detailRow.ts")).detailRow(node),
  children: async (node, tree) => (await import("../details/detailRow.ts")).detailChildren(node, tree),
  parent: ({ at }) => at,
};
