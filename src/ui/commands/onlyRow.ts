import { showInStatusBar } from "../../platform/messages.ts";
import { say } from "../../platform/say.ts";
import type { TreeNode } from "../tree/node.ts";

/** The row that a key means; undefined where several are selected, which is said: which of them is meant is not known. */
export function onlyRow(rows: readonly TreeNode[]): TreeNode | undefined {
  if (rows.length > 1) showInStatusBar(say("Select one row for this: {0} are selected.", String(rows.length)), 5000);
  return rows.length === 1 ? rows[0] : undefined;
}
