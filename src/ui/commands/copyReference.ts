import { env } from "vscode";
import { printReference } from "../../core/reference.ts";
import type { TreeNode } from "../tree/node.ts";
import { showInStatusBar } from "../../platform/messages.ts";
import { say } from "../../platform/say.ts";

/** Puts the reference by which docker and nerdctl pull the node's image on the clipboard. */
export async function copyReferenceCommand(node: TreeNode): Promise<void> {
  const reference = referenceOf(node);
  if (reference === undefined) return;
  await env.clipboard.writeText(reference);
  showInStatusBar(say("Copied {0}", reference), 3000);
}

/** Undefined for a row that no reference is of. */
function referenceOf(node: TreeNode): string | undefined {
  if (node.kind === "repository") return printReference({ host: node.host, repository: node.repository });
  if (node.kind === "tag") return printReference({ host: node.host, repository: node.repository, tag: node.tag });
  if (node.kind !== "detail" || node.detail.digest === undefined) return undefined;
  const { host, repository } = node.list;
  return printReference({ host, repository, digest: node.detail.digest });
}
