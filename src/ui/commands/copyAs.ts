import { copyLine } from "../../platform/clipboard.ts";
import { showWarning } from "../../platform/messages.ts";
import { say, translate } from "../../platform/say.ts";
import { type CopyPorts, offerCopy, pullLine } from "../../services/images/pull/offerCopy.ts";
import type { TreeNode } from "../tree/node.ts";
import { referenceOfNode } from "./targets.ts";

/** Asks in which form the row's image is to be copied, and puts that line on the clipboard. */
export async function copyAsCommand(ports: CopyPorts, node: TreeNode): Promise<void> {
  const reference = referenceOfNode(node);
  const line = reference === undefined ? undefined : await offerCopy(reference, ports);
  if (line !== undefined) await copyLine(line);
}

/** Puts the command that pulls the row's image on the clipboard, and says what it takes beside it. */
export async function copyPullCommand(ports: CopyPorts, node: TreeNode): Promise<void> {
  const reference = referenceOfNode(node);
  if (reference === undefined) return;
  const { line, lacks } = await pullLine(reference, ports);
  await copyLine(line);
  if (lacks.length > 0) void showWarning(say("The command was copied. {0}", lacks.map(translate).join(" ")));
}
