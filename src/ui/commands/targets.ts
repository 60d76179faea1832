import type { LoginRequest } from "../../services/login/flow.ts";
import type { Reference } from "../../core/reference.ts";
import { listAt, type RepositoryNode, type TagNode, type TreeNode } from "../tree/node.ts";

/** A node of the tree, or the name of one of its registries. */
export type NodeOrHost = TreeNode | { readonly host: string };

/** What the row's image is called; undefined for a row that stands for none. */
export function referenceOfNode(node: TreeNode): Reference | undefined {
  if (node.kind === "repository") return { host: node.host, repository: node.repository };
  if (node.kind === "tag") return named(node, node.tag, node.digest ?? node.listed?.digest);
  return node.kind === "detail" && node.detail.digest !== undefined ? named(node.list, undefined, node.detail.digest) : undefined;
}

function named({ host, repository }: RepositoryNode | TagNode, tag: string | undefined, digest: string | undefined): Reference {
  return { host, repository, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
}

/** Of the registry or repository that the row is, or stands in. */
export function requestOfNode(node: TreeNode): LoginRequest {
  return requestOf(node.kind === "tag" ? node : listAt(node));
}

/** Of a row, or of a registry that is named. */
export function requestAgain(target: NodeOrHost): LoginRequest & { readonly isAgain: true } {
  const { host } = "kind" in target ? requestOfNode(target) : target;
  return { ...(host === undefined ? {} : { host }), isAgain: true };
}

/** Of another extension's `{ host, repository }`. A row of the tree is what VS Code hands to the view's title: there, the host is asked for. */
export function requestOfCaller(target: unknown): LoginRequest {
  return typeof target === "object" && target !== null && !("kind" in target) ? requestOf(target) : {};
}

function requestOf(target: object | undefined): LoginRequest {
  const host = textOf(target, "host");
  const repository = textOf(target, "repository");
  return { ...(host === undefined ? {} : { host }), ...(repository === undefined ? {} : { repository }) };
}

/** Other extensions may give anything. */
function textOf(target: object | undefined, name: string): string | undefined {
  const value: unknown = target === undefined ? undefined : (target as Readonly<Record<string, unknown>>)[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Of a row, or of another extension's `{ host }`. */
export function requestOfTarget(target: unknown): LoginRequest {
  if (typeof target !== "object" || target === null) return {};
  return "kind" in target ? requestOfNode(target as TreeNode) : requestOf(target);
}
