import type { TagNode, TreeNode } from "../node.ts";
import type { TreeContext } from "../nodeKind.ts";
import { contentDetails } from "./contentDetails.ts";
import { attachedRows, contentRows, failedRow } from "./detailRow.ts";

/** What is behind a tag. */
export async function tagChildren(node: TagNode, tree: TreeContext): Promise<TreeNode[]> {
  const look = await (await tree.tags.get()).lookAtTag(node);
  if (look === undefined) return [{ kind: "loading", list: node.list, at: node }];
  if ("error" in look) return [failedRow(node, look.error, tree)];
  const { content, sample } = look.value;
  return [...contentRows(node, content, contentDetails(content, sample), tree), ...(await attachedRows(node, content.digest, tree))];
}
