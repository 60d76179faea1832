import { window, workspace } from "vscode";
import type { Lazy } from "../../core/lazy.ts";
import { withCancel } from "../../platform/progress.ts";
import { say } from "../../platform/say.ts";
import type { DetailNode, TagNode, TreeNode } from "../tree/node.ts";
import type { TagLooks } from "../tree/tagLooks.ts";
import { contentUri } from "./contentUri.ts";

/** Opens the manifest that the row's tag or digest names, as the registry sent it. */
export async function openContentCommand(tags: Lazy<TagLooks>, node: TreeNode): Promise<void> {
  if (node.kind !== "tag" && node.kind !== "detail") return;
  const { host, repository } = node.kind === "tag" ? node : node.list;
  const digest = await digestOf(node, await tags.get());
  if (digest === undefined) return;
  const document = await workspace.openTextDocument(contentUri({ host, repository, digest, blobSize: undefined }));
  await window.showTextDocument(document, { preview: true });
}

/** The digest of what a row is of; what a tag points to may have to be asked. */
export async function digestOf(node: TagNode | DetailNode, tags: TagLooks): Promise<string | undefined> {
  if (node.kind === "detail") return node.detail.digest;
  const known = tags.known(node).facts?.content.digest;
  if (known !== undefined) return known;
  const { content } = await withCancel(say("Looking up {0}…", `${node.repository}:${node.tag}`), (signal) =>
    tags.readImage(node, node.tag, undefined, signal),
  );
  return content.digest;
}
