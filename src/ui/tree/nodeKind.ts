import type { TreeRow } from "../../platform/treeRow.ts";
import type { KnownRegistry } from "../../services/browse/knownRegistries.ts";
import type { ListView } from "../../services/browse/pagedList.ts";
import type { ListedItem, ListNode, TreeNode } from "./node.ts";

/** What nodes need from the tree to find their children. */
export interface TreeContext {
  /** The list as far as it is loaded; undefined where that takes longer than a redraw may wait for. */
  readonly view: (list: ListNode) => Promise<ListView<ListedItem> | undefined>;
  /** The repositories of a registry that were added by name, in order. */
  readonly addedTo: (host: string) => readonly string[];
  /** The registries that only the configured helper knows; runs it. */
  readonly registriesInHelper: () => Promise<readonly KnownRegistry[]>;
  /** Says in the log, once until the next refresh, what is wrong. */
  readonly report: (error: unknown) => void;
}

/** A kind of node. */
export interface NodeKind<Node extends TreeNode> {
  /** The same for the same thing after a refresh, so that VS Code keeps it expanded and selected. */
  readonly id: (node: Node) => string;
  /** A promise where what makes the row loads when there is one. */
  readonly row: (node: Node) => TreeRow | Promise<TreeRow>;
  readonly children?: (node: Node, tree: TreeContext) => Promise<TreeNode[]>;
  /** Where VS Code finds a node that it is to reveal; left out for what stands at the top. */
  readonly parent?: (node: Node) => TreeNode | undefined;
}
