import type { ContentNode, ListNode } from "./node.ts";

/** Tells lists apart: for the ids of what stands in them. */
export function listId(list: ListNode): string {
  return list.kind === "registry" ? `registry ${list.host}` : `repository ${list.host}/${list.repository}`;
}

/** Tells apart the rows below which stands what is in an image. */
export function contentId(node: ContentNode): string {
  return node.kind === "tag" ? `tag ${node.host}/${node.repository}:${node.tag}` : `${contentId(node.at)} > ${node.detail.id}`;
}

/** How the ids of the tags of a repository, or of all in a registry, begin. */
export function tagIdsOf({ host, repository }: { readonly host: string; readonly repository?: string | undefined }): string {
  return repository === undefined ? `tag ${host}/` : `tag ${host}/${repository}:`;
}

/** Of the row or the list that something stands in. */
export function placeId({ list, at }: { readonly list: ListNode; readonly at?: ContentNode | undefined }): string {
  return at === undefined ? listId(list) : contentId(at);
}
