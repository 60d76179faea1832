import type { Lazy } from "../../core/lazy.ts";
import type { TreeRow } from "../../platform/treeRow.ts";
import type { KnownRegistry } from "../../services/browse/knownRegistries.ts";
import type { ListView } from "../../services/browse/pagedList.ts";
import type { AttachedFacts } from "../../services/content/attached.ts";
import type { Capped } from "../../services/content/capped.ts";
import type { TagFacts, ContentFacts } from "../../services/content/contentFacts.ts";
import type { News } from "../../services/remembered/visits.ts";
import type { Look } from "./looks.ts";
import type { ListedTag } from "../../core/listed.ts";
import type { NameFilter } from "../../services/browse/nameFilter.ts";
import type { ContentNode, DetailNode, ListedItem, ListNode, RepositoryNode, TagNode, TreeNode } from "./node.ts";

/** What is known of a tag without asking. */
export interface KnownTag {
  readonly facts: TagFacts | undefined;
  /** The other tags that are known to point to the same. */
  readonly sameAs: readonly string[];
  readonly news: News | undefined;
}

/** What is behind the tags that somebody looks at. */
export interface TagContext {
  /** The rows of a repository's tags. */
  readonly nodes: (list: RepositoryNode, tags: readonly ListedTag[], filter: NameFilter | undefined) => TreeNode[];
  readonly row: (node: TagNode) => TreeRow;
  readonly known: (node: TagNode) => KnownTag;
  /** What is behind an unfolded row; undefined where that takes longer than a redraw may wait for, or was left. */
  readonly lookAtTag: (node: TagNode) => Promise<Look<TagFacts>>;
  readonly lookAtDetail: (node: DetailNode, digest: string) => Promise<Look<ContentFacts>>;
  /** What refers to the digest behind an unfolded row. */
  readonly lookAtAttached: (node: ContentNode, digest: string) => Promise<Look<Capped<AttachedFacts>>>;
  /** What is behind a tag that the pointer rests on. Rejects with RegistryError, or with the signal's reason. */
  readonly read: (node: TagNode, signal: AbortSignal) => Promise<TagFacts>;
}

/** What nodes need from the tree to find their children. */
export interface TreeContext {
  /** The list as far as it is loaded; undefined where that takes longer than a redraw may wait for. */
  readonly view: (list: ListNode) => Promise<ListView<ListedItem> | undefined>;
  /** The folder that a repository stands in, or its registry. */
  readonly folderOf: (node: RepositoryNode) => Promise<TreeNode>;
  /** The repositories of a registry that were added by name, in order. */
  readonly addedTo: (host: string) => readonly string[];
  /** The registries that only the configured helper knows; runs it. */
  readonly registriesInHelper: () => Promise<readonly KnownRegistry[]>;
  /** Loads with the first tag. */
  readonly tags: Pick<Lazy<TagContext>, "made" | "get">;
  /** Says in the log, once until the next refresh, what is wrong. */
  readonly report: (error: unknown) => void;
}

/** Undefined for what stands at the top. */
export type Parent = TreeNode | undefined;

/** A kind of node. */
export interface NodeKind<Node extends TreeNode> {
  /** The same for the same thing after a refresh, so that VS Code keeps it expanded and selected. */
  readonly id: (node: Node) => string;
  /** A promise where what makes the row loads when there is one. */
  readonly row: (node: Node, tree: TreeContext) => TreeRow | Promise<TreeRow>;
  /** The lines of the hover, where they load when the pointer rests on the row. */
  readonly hover?: (node: Node, tree: TreeContext, signal: AbortSignal) => Promise<readonly string[]>;
  readonly children?: (node: Node, tree: TreeContext) => Promise<TreeNode[]>;
  /** Where VS Code finds a node that it is to reveal; left out for what stands at the top. */
  readonly parent?: (node: Node, tree: TreeContext) => Parent | Promise<Parent>;
}
