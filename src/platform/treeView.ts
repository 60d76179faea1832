import { type TreeDataProvider, type TreeView, window } from "vscode";
import { plainMessage, plainRow } from "./plainText.ts";
import { say } from "./say.ts";

/** The view of that id, whose rows the provider makes with `toTreeItem`. */
export function createTree<Node>(id: string, treeDataProvider: TreeDataProvider<Node>): TreeView<Node> {
  return window.createTreeView(id, { treeDataProvider, showCollapseAll: true });
}

/** Shows a sentence above the tree; an empty one goes. */
export function showAboveTree(view: Pick<TreeView<unknown>, "message">, message: string): void {
  view.message = plainMessage(message);
}

/** Says beside the view's title what its lists are filtered by. */
export function showFilters(view: Pick<TreeView<unknown>, "description">, filters: readonly { readonly text: string }[]): void {
  view.description = filters.length === 0 ? "" : plainRow(say("filter: {0}", filters.map(({ text }) => text).join(", ")));
}
