import type { StoredRegistry } from "../../credentials/credentialStore.ts";

/** What the tree shows. A node is data: the provider makes VS Code's items of it, and its `id` outlives a refresh. */
export type TreeNode = RegistryNode | RepositoryNode | TagNode | LoadMoreNode | ErrorNode | NoteNode;

export interface RegistryNode {
  readonly kind: "registry";
  readonly host: string;
  /** Whether config.json or a helper has, or may have, a credential for it. */
  readonly signedIn: boolean;
  /** Its entries: of config.json first, then of what overlays it. */
  readonly stored: readonly [StoredRegistry, ...StoredRegistry[]];
}

export interface RepositoryNode {
  readonly kind: "repository";
  readonly registry: RegistryNode;
  readonly host: string;
  readonly repository: string;
  /** Added by name, whether or not the registry's own list has it. */
  readonly added: boolean;
}

export interface TagNode {
  readonly kind: "tag";
  readonly host: string;
  readonly repository: string;
  readonly tag: string;
}

/** The nodes that hold a list of a registry. */
export type ListNode = RegistryNode | RepositoryNode;

/** Stands last in a list that goes on. */
export interface LoadMoreNode {
  readonly kind: "loadMore";
  readonly list: ListNode;
}

/** Why a list, or the whole tree (`list` undefined), does not show what it should. */
export interface ErrorNode {
  readonly kind: "error";
  readonly list: ListNode | undefined;
  readonly error: unknown;
}

/** A sentence about a list: that it is empty, or which mirror it comes from. */
export interface NoteNode {
  readonly kind: "note";
  readonly list: ListNode;
  readonly sentence: string;
}

/** The same for the same thing after a refresh, so that VS Code keeps it expanded and selected. */
export function nodeId(node: TreeNode): string {
  switch (node.kind) {
    case "registry":
      return `registry ${node.host}`;
    case "repository":
      return `repository ${node.host}/${node.repository}`;
    case "tag":
      return `tag ${node.host}/${node.repository}:${node.tag}`;
    case "loadMore":
      return `more ${nodeId(node.list)}`;
    case "note":
      return `note ${nodeId(node.list)} ${node.sentence}`;
    case "error":
      return `error ${node.list === undefined ? "" : nodeId(node.list)}`;
  }
}
