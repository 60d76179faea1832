import { readSettings, writeSetting } from "../../platform/settings.ts";
import type { TreeNode } from "../tree/node.ts";
import { confirm } from "../../platform/messages.ts";
import { say } from "../../platform/say.ts";

/** From an error node: the setting's change then refreshes the tree. */
export async function allowPlainHttpCommand(node: TreeNode): Promise<void> {
  if (node.kind === "error" && node.list !== undefined) await askForPlainHttp(node.list.host);
}

/** Asks for the person's word that everything sent to a registry may be read on the way; a yes goes into the setting. */
export async function askForPlainHttp(host: string): Promise<boolean> {
  const risk = say("Everything sent to it, your password included, can be read and changed by anyone on the way.");
  if (!(await confirm(say("Use plain HTTP for {0}?", host), risk, say("Use Plain HTTP")))) return false;
  const { plainHttp } = readSettings();
  if (!plainHttp.includes(host)) await writeSetting("connection.plainHttp", [...plainHttp, host]);
  return true;
}
