import type { LoginRequest } from "../../services/login/flow.ts";
import { listAt, type TreeNode } from "../tree/node.ts";

/** A node of the tree, or the name of one of its registries. */
export type AddRepositoryTarget = TreeNode | { readonly host: string };

/** Of the registry or repository that the row is, or stands in. */
export function requestOfNode(node: TreeNode): LoginRequest {
  return requestOf(node.kind === "tag" ? node : listAt(node));
}

/** Of a row, or of a registry that is named. */
export function requestAgain(target: TreeNode | { readonly host: string }): LoginRequest & { readonly isAgain: true } {
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
