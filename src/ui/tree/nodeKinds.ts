import type { TreeItem } from "vscode";
import type { TreeNode } from "./node.ts";
import type { NodeKind, TreeContext } from "./nodeKind.ts";
import { errorKind } from "./nodes/error.ts";
import { helperKind } from "./nodes/helper.ts";
import { loadingKind } from "./nodes/loading.ts";
import { loadMoreKind } from "./nodes/loadMore.ts";
import { noteKind } from "./nodes/note.ts";
import { registryKind } from "./nodes/registry.ts";
import { repositoryKind } from "./nodes/repository.ts";
import { tagKind } from "./nodes/tag.ts";

const kinds: { readonly [Kind in TreeNode["kind"]]: NodeKind<TreeNode & { readonly kind: Kind }> } = {
  registry: registryKind,
  helper: helperKind,
  repository: repositoryKind,
  tag: tagKind,
  loading: loadingKind,
  loadMore: loadMoreKind,
  note: noteKind,
  error: errorKind,
};

/** The table says that a node and its kind belong together, which the compiler does not see through the index. */
function kindOf(node: TreeNode): NodeKind<TreeNode> {
  return kinds[node.kind] as NodeKind<TreeNode>;
}

/** VS Code's item for a node. What a screen reader says is given where there is a tooltip, which it would else say in place of the label. */
export function toTreeItem(node: TreeNode): TreeItem {
  const { item, id } = kindOf(node);
  const made = item(node);
  made.id = id(node);
  return made;
}

export async function childrenOf(node: TreeNode, tree: TreeContext): Promise<TreeNode[]> {
  return (await kindOf(node).children?.(node, tree)) ?? [];
}

export function parentOf(node: TreeNode): TreeNode | undefined {
  return kindOf(node).parent?.(node);
}
