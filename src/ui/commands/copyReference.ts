import { env } from "vscode";
import { printReference, withoutDigest } from "../../core/reference.ts";
import type { TreeNode } from "../tree/node.ts";
import { showInStatusBar } from "../../platform/messages.ts";
import { say } from "../../platform/say.ts";
import { referenceOfNode } from "./targets.ts";

/** Puts the reference by which docker and nerdctl pull the node's image on the clipboard. */
export async function copyReferenceCommand(node: TreeNode): Promise<void> {
  const named = referenceOfNode(node);
  if (named === undefined) return;
  const reference = printReference(withoutDigest(named));
  await env.clipboard.writeText(reference);
  showInStatusBar(say("Copied {0}", reference), 3000);
}
