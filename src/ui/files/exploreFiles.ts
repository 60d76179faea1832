import type { Lazy } from "../../core/lazy.ts";
import { printReference } from "../../core/reference.ts";
import { digestOf } from "../documents/openContent.ts";
import type { TreeNode } from "../tree/node.ts";
import type { TagLooks } from "../tree/tagLooks.ts";
import type { FilesView } from "./filesView.ts";

/** Shows the files of what the row's tag or digest names. */
export async function exploreFilesCommand(tags: Lazy<TagLooks>, view: FilesView, node: TreeNode): Promise<void> {
  if (node.kind !== "tag" && node.kind !== "detail") return;
  const { host, repository } = node.kind === "tag" ? node : node.list;
  const digest = await digestOf(node, await tags.get());
  if (digest === undefined) return;
  const name = printReference({ host, repository, ...(node.kind === "tag" ? { tag: node.tag } : { digest }) }).slice(host.length + 1);
  await view.show({ host, repository, digest, name });
}
