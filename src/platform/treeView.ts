import { commands, type TreeDataProvider, type TreeView, window } from "vscode";
import { plainMessage, plainRow } from "./plainText.ts";
import { say } from "./say.ts";

/** The view of that id, whose rows the provider makes with `toTreeItem`. */
export function createTree<Node>(id: string, treeDataProvider: TreeDataProvider<Node>): TreeView<Node> {
  return window.createTreeView(id, { treeDataProvider, showCollapseAll: true, canSelectMany: true });
}

export interface RevealOptions {
  readonly focus?: boolean;
  readonly expand?: boolean;
}

/** So often, and after so many milliseconds, a row is brought into sight once more; VS Code gathers redraws for 200 ms. */
const reveals = 6;
const redrawMs = 300;

/**
 * Brings a row into sight, selected. VS Code loses that, mostly without a word, to a redraw that comes meanwhile: then it is done once more.
 * Rejects as VS Code does in the end.
 */
export async function revealRow<Node>(
  view: Pick<TreeView<Node>, "reveal" | "selection">,
  node: Node,
  isSame: (a: Node, b: Node) => boolean,
  options: RevealOptions = {},
): Promise<void> {
  for (let left = reveals; ; left--) {
    try {
      await view.reveal(node, options);
    } catch (error) {
      if (left === 1) throw error;
    }
    if (left === 1 || view.selection.some((selected) => isSame(selected, node))) return;
    await new Promise((resolve) => setTimeout(resolve, redrawMs));
  }
}

/**
 * The rows that a key means: the selected ones, or the one with the focus where it is not among them. VS Code tells
 * extensions what is selected, not where the focus is; so the focused row is added to the selection, or taken out of it, and
 * back. What the command changes is known here before it returns.
 */
export async function rowsOfKey<Node>(view: Pick<TreeView<Node>, "selection">): Promise<readonly Node[]> {
  const selected = view.selection;
  await commands.executeCommand("list.toggleSelection");
  const focused = view.selection.filter((node) => !selected.includes(node));
  await commands.executeCommand("list.toggleSelection");
  return focused.length > 0 ? focused : selected;
}

/** Shows a sentence above the tree; an empty one goes. */
export function showAboveTree(view: Pick<TreeView<unknown>, "message">, message: string): void {
  view.message = plainMessage(message);
}

/** Says beside the view's title what it shows. */
export function describeView(view: Pick<TreeView<unknown>, "description">, description: string): void {
  view.description = plainRow(description);
}

/** Says beside the view's title what its lists are filtered by. */
export function showFilters(view: Pick<TreeView<unknown>, "description">, filters: readonly { readonly text: string }[]): void {
  view.description = filters.length === 0 ? "" : plainRow(say("filter: {0}", filters.map(({ text }) => text).join(", ")));
}
