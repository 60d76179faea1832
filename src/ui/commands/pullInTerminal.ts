import { type EnginePorts, pullCommands } from "../../services/images/engineCommands.ts";
import { showInformation } from "../../platform/messages.ts";
import { translate } from "../../platform/say.ts";
import { runInShell } from "../../platform/terminal.ts";
import type { TreeNode } from "../tree/node.ts";

/** Pulls the row's image with the engine of this machine, in a terminal. */
export async function pullInTerminalCommand(ports: EnginePorts, node: TreeNode): Promise<void> {
  if (node.kind !== "tag") return;
  const { host, repository, tag } = node;
  const { engine, commands, notes } = await pullCommands({ host, repository, tag }, ports);
  if (notes.length > 0) void showInformation(notes.map(translate).join(" "));
  await runInShell(`${engine} pull`, commands);
}
