import { env } from "vscode";
import { visibleText } from "../../core/visibleText.ts";
import { showInStatusBar } from "../../platform/messages.ts";
import { say } from "../../platform/say.ts";
import type { TreeNode } from "../tree/node.ts";

/** Puts the row's value on the clipboard, with line ends written out: pasted into a terminal, they would run what somebody else wrote. */
export async function copyValueCommand(node: TreeNode): Promise<void> {
  const value = node.kind === "detail" ? node.detail.copies : undefined;
  if (value === undefined) return;
  const shown = visibleText(value);
  await env.clipboard.writeText(shown);
  showInStatusBar(say("Copied {0}", shown), 3000);
}
