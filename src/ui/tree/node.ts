import type { ListedRepository, ListedTag } from "../../core/listed.ts";
import type { NameFilter, Ranges } from "../../services/browse/nameFilter.ts";
import type { Detail } from "./details/detail.ts";
import type { KnownRegistry } from "../../services/browse/knownRegistries.ts";

/** What the tree shows. A node is data; `nodes/` has a file for each kind, which makes VS Code's item of it and finds its children. */
export type TreeNode =
  | RegistryNode
  | HelperNode
  | FolderNode
  | RepositoryNode
  | TagNode
  | AttachedTagsNode
  | DetailNode
  | LoadingNode
  | FilterNode
  | LoadMoreNode
  | ErrorNode
  | NoteNode
  | WorkspaceNode;

export interface RegistryNode extends KnownRegistry {
  readonly kind: "registry";
  /** Its repositories stand in folders. */
  readonly showsFolders?: true;
}

/** A credential helper that may know registries which no file names. It is asked when a person opens the node, not before. */
export interface HelperNode {
  readonly kind: "helper";
  readonly helper: string;
}

/** Holds the repositories of a registry whose names begin alike. */
export interface FolderNode {
  readonly kind: "folder";
  readonly list: RegistryNode;
  /** The folder that it stands in. */
  readonly parent: FolderNode | undefined;
  /** What the names of its repositories begin with, without the slash behind it. */
  readonly path: string;
  /** The path in the pieces that stand in its row, and in those of the folders that it is in. */
  readonly labels: readonly string[];
  /** Those that are shown, in whatever folder below. */
  readonly repositories: readonly RepositoryNode[];
  /** Whether the registry may have others. */
  readonly isPartial: boolean;
  /** What the list is filtered by. */
  readonly filter: NameFilter | undefined;
  /** It was unfolded when it was last seen without a filter. */
  readonly wasOpen?: true;
}

export interface RepositoryNode {
  readonly kind: "repository";
  readonly registry: RegistryNode;
  readonly host: string;
  readonly repository: string;
  /** Added by name, whether or not the registry's own list has it. */
  readonly added: boolean;
  /** The person wants it at hand. */
  readonly pinned?: true;
  /** What its list tells of it; undefined where none has it. */
  readonly listed?: ListedRepository;
  /** Where its name matches what the list is filtered by. */
  readonly matches?: Ranges;
  /** Where the part of its name begins that stands in its row: behind the folders' part. */
  readonly start?: number;
}

export interface TagNode {
  readonly kind: "tag";
  readonly list: RepositoryNode;
  readonly host: string;
  readonly repository: string;
  readonly tag: string;
  /** What its list tells of it. */
  readonly listed?: ListedTag;
  /** The digest that it was found to point to. */
  readonly digest?: string;
  /** The tags of its list that point to the same, itself among them, as far as the list tells. */
  readonly sharing?: readonly string[];
  /** Where its name matches what the list is filtered by. */
  readonly matches?: Ranges;
}

/** Holds the tags of a repository by which signatures and the like are attached to others. */
export interface AttachedTagsNode {
  readonly kind: "attachedTags";
  readonly list: RepositoryNode;
  readonly tags: readonly TagNode[];
}

/** Something that is known of what a tag points to. */
export interface DetailNode {
  readonly kind: "detail";
  readonly list: RepositoryNode;
  /** The row that it stands below. */
  readonly at: ContentNode;
  readonly detail: Detail;
}

/** The nodes below which stands what is in an image. */
export type ContentNode = TagNode | DetailNode;

/** An item of such a list. */
export type ListedItem = ListedRepository | ListedTag;

/** The nodes that hold a list of a registry. */
export type ListNode = RegistryNode | RepositoryNode;

/** Stands in place of a list that is long in coming. */
export interface LoadingNode {
  readonly kind: "loading";
  readonly list: ListNode;
  /** Where it stands below a row of the list. */
  readonly at?: ContentNode;
}

/** How much of a list is to be seen. */
export interface ListCounts {
  readonly shown: number;
  /** Of the loaded items, those that the filter lets through. */
  readonly matching: number;
  readonly loaded: number;
  /** Whether the registry has no others. */
  readonly isWhole: boolean;
  /** Whether it has no others that match: it was asked for these alone. */
  readonly isFound: boolean;
}

/** Stands first in a list that is filtered. */
export interface FilterNode {
  readonly kind: "filter";
  readonly list: ListNode;
  readonly text: string;
  readonly counts: ListCounts;
}

/** Stands last in a list that goes on. */
export interface LoadMoreNode {
  readonly kind: "loadMore";
  readonly list: ListNode;
  readonly counts: ListCounts;
}

/** Why a list, what is below a row of it (`at`), or what was stored (`list` undefined), does not show as it should. */
export interface ErrorNode {
  readonly kind: "error";
  readonly list: ListNode | undefined;
  readonly at?: ContentNode;
  /** Tells it apart where several things may fail in one place. */
  readonly part?: string;
  readonly error: unknown;
}

/** A sentence about a list: that it is empty or not whole, or which mirror it comes from. About a helper's registries, `list` is undefined. */
export interface NoteNode {
  readonly kind: "note";
  readonly list: ListNode | undefined;
  readonly at?: ContentNode;
  readonly sentence: string;
}

/** Stands last where the workspace names registries that the tree has not got. */
export interface WorkspaceNode {
  readonly kind: "workspace";
  readonly names: readonly string[];
}

/** The list that the node is, or stands in. */
export function listAt(node: TreeNode): ListNode | undefined {
  if (node.kind === "registry" || node.kind === "repository") return node;
  return node.kind === "helper" || node.kind === "workspace" ? undefined : node.list;
}
