import { isAttachedTag } from "../../../core/attachedTag.ts";
import type { ListedTag } from "../../../core/listed.ts";
import type { NameFilter } from "../../../services/browse/nameFilter.ts";
import { contentId } from "../listId.ts";
import type { RepositoryNode, TagNode } from "../node.ts";
import type { NodeKind } from "../nodeKind.ts";

/** A tag of a repository, with what is behind it below. What makes its row loads with the first one. */
export const tagKind: NodeKind<TagNode> = {
  id: contentId,
  // At once where it can be: there may be thousands of them.
  row: (node, { tags }) => tags.made?.row(node) ?? tags.get().then((loaded) => loaded.row(node)),
  hover: async (node, tree, signal) => (await import("../details/tagCard.ts")).tagCard(node, tree, signal),
  children: async (node, tree) => (await import("../details/tagChildren.ts")).tagChildren(node, tree),
  parent: ({ list, tag }) => (isAttachedTag(tag) ? { kind: "attachedTags", list, tags: [] } : list),
};

export function tagNode(list: RepositoryNode, listed: ListedTag, filter?: NameFilter): TagNode {
  const node: TagNode = { kind: "tag", list, host: list.host, repository: list.repository, tag: listed.name, listed };
  return filter === undefined ? node : { ...node, matches: filter.rangesIn(listed.name) };
}
