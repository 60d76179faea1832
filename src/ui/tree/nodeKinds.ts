import type { TreeItem } from "vscode";
import { toTreeItem } from "../../platform/treeRow.ts";
import type { TreeNode } from "./node.ts";
import type { NodeKind, Parent, TreeContext } from "./nodeKind.ts";
import { attachedTagsKind } from "./nodes/attachedTags.ts";
import { detailKind } from "./nodes/detail.ts";
import { errorKind } from "./nodes/error.ts";
import { filterKind } from "./nodes/filter.ts";
import { folderKind } from "./nodes/folder.ts";
import { helperKind } from "./nodes/helper.ts";
import { loadingKind } from "./nodes/loading.ts";
import { loadMoreKind } from "./nodes/loadMore.ts";
import { noteKind } from "./nodes/note.ts";
import { registryKind } from "./nodes/registry.ts";
import { repositoryKind } from "./nodes/repository.ts";
import { tagKind } from "./nodes/tag.ts";
import { workspaceKind } from "./nodes/workspace.ts";

const kinds: { readonly [Kind in TreeNode["kind"]]: NodeKind<TreeNode & { readonly kind: Kind }> } = {
  registry: registryKind,
  helper: helperKind,
  folder: folderKind,
  repository: repositoryKind,
  tag: tagKind,
  attachedTags: attachedTagsKind,
  detail: detailKind,
  loading: loadingKind,
  filter: filterKind,
  loadMore: loadMoreKind,
  note: noteKind,
  error: errorKind,
  workspace: workspaceKind,
};

/** The table says that a node and its kind belong together, which the compiler does not see through the index. */
function kindOf(node: TreeNode): NodeKind<TreeNode> {
  return kinds[node.kind] as NodeKind<TreeNode>;
}

/** Whether they stand for the same row, before a redraw and after it. */
export function isSameRow(a: TreeNode, b: TreeNode): boolean {
  return kindOf(a).id(a) === kindOf(b).id(b);
}

/** VS Code's item for a node. */
export function itemOf(node: TreeNode, tree: TreeContext): TreeItem | Promise<TreeItem> {
  const { row, id } = kindOf(node);
  const made = row(node, tree);
  return made instanceof Promise ? made.then((loaded) => toTreeItem(loaded, id(node))) : toTreeItem(made, id(node));
}

/** The lines of the hover of a row that loads them. */
export function hoverOf(node: TreeNode, tree: TreeContext, signal: AbortSignal): Promise<readonly string[]> | undefined {
  return kindOf(node).hover?.(node, tree, signal);
}

export async function childrenOf(node: TreeNode, tree: TreeContext): Promise<TreeNode[]> {
  return (await kindOf(node).children?.(node, tree)) ?? [];
}

export function parentOf(node: TreeNode, tree: TreeContext): Parent | Promise<Parent> {
  return kindOf(node).parent?.(node, tree);
}
