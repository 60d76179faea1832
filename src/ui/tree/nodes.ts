import type { StoredRegistry } from "../../credentials/credentialStore.ts";
import type { RememberedLogin } from "../../services/remembered/rememberedLogins.ts";

/** What the tree shows. A node is data: the provider makes VS Code's items of it, and its `id` outlives a refresh. */
export type TreeNode = RegistryNode | HelperNode | RepositoryNode | TagNode | LoadingNode | LoadMoreNode | ErrorNode | NoteNode;

export interface RegistryNode {
  readonly kind: "registry";
  readonly host: string;
  /** Whether config.json or a helper has, or may have, a credential for it. */
  readonly signedIn: boolean;
  /** Of the login that was made here; another tool may have replaced it since. */
  readonly login: RememberedLogin | undefined;
  /** Its entries: of config.json first, then of what overlays it. None where it is only browsed, without a login. */
  readonly stored: readonly StoredRegistry[];
}

/** A credential helper that may know registries which no file names. It is asked when a person opens the node, not before. */
export interface HelperNode {
  readonly kind: "helper";
  readonly helper: string;
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
  readonly list: RepositoryNode;
  readonly host: string;
  readonly repository: string;
  readonly tag: string;
}

/** The nodes that hold a list of a registry. */
export type ListNode = RegistryNode | RepositoryNode;

/** Stands in place of a list that is long in coming. */
export interface LoadingNode {
  readonly kind: "loading";
  readonly list: ListNode;
}

/** Stands last in a list that goes on. */
export interface LoadMoreNode {
  readonly kind: "loadMore";
  readonly list: ListNode;
}

/** Why a list, or what was stored (`list` undefined), does not show as it should. */
export interface ErrorNode {
  readonly kind: "error";
  readonly list: ListNode | undefined;
  readonly error: unknown;
}

/** A sentence about a list: that it is empty, or which mirror it comes from. About a helper's registries, `list` is undefined. */
export interface NoteNode {
  readonly kind: "note";
  readonly list: ListNode | undefined;
  readonly sentence: string;
}

/** The same for the same thing after a refresh, so that VS Code keeps it expanded and selected. */
export function nodeId(node: TreeNode): string {
  switch (node.kind) {
    case "registry":
      return `registry ${node.host}`;
    case "helper":
      return `helper ${node.helper}`;
    case "repository":
      return `repository ${node.host}/${node.repository}`;
    case "tag":
      return `tag ${node.host}/${node.repository}:${node.tag}`;
    case "loading":
      return `loading ${nodeId(node.list)}`;
    case "loadMore":
      return `more ${nodeId(node.list)}`;
    case "note":
      return `note ${node.list === undefined ? "" : nodeId(node.list)} ${node.sentence}`;
    case "error":
      // A file may have several faults: their messages tell them apart.
      return `error ${node.list === undefined ? String(node.error) : nodeId(node.list)}`;
  }
}
