import { type TreeDataProvider, type TreeView, window } from "vscode";
import { plainMessage } from "./plainText.ts";

/** The view of that id, whose rows the provider makes with `toTreeItem`. */
export function createTree<Node>(id: string, treeDataProvider: TreeDataProvider<Node>): TreeView<Node> {
  return window.createTreeView(id, { treeDataProvider, showCollapseAll: true });
}

/** Shows a sentence above the tree; an empty one goes. */
export function showAboveTree(view: Pick<TreeView<unknown>, "message">, message: string): void {
  view.message = plainMessage(message);
}
