import { env } from "vscode";
import { printReference } from "../../core/reference.ts";
import type { TreeNode } from "../tree/node.ts";
import { showInStatusBar } from "../../platform/messages.ts";
import { say } from "../../platform/say.ts";

/** Puts the reference by which docker and nerdctl pull the node's image on the clipboard. */
export async function copyReferenceCommand(node: TreeNode): Promise<void> {
  if (node.kind !== "repository" && node.kind !== "tag") return;
  const { host, repository } = node;
  const reference = printReference({ host, repository, ...(node.kind === "tag" && { tag: node.tag }) });
  await env.clipboard.writeText(reference);
  showInStatusBar(say("Copied {0}", reference), 3000);
}
