import { runInShell } from "../../platform/terminal.ts";
import { offerPull, type PullPorts } from "../../services/images/offerPull.ts";
import type { TreeNode } from "../tree/node.ts";
import { copyCommands } from "./copyCommands.ts";

/** Pulls the row's image with the engine of this machine in a terminal, once the person has seen the command. */
export async function pullInTerminalCommand(ports: PullPorts, node: TreeNode): Promise<void> {
  if (node.kind !== "tag") return;
  const { host, repository, tag } = node;
  const wanted = await offerPull({ host, repository, tag }, ports);
  if (wanted === undefined) return;
  const { engine, commands } = wanted.planned;
  if (wanted.use === "copy") await copyCommands(commands);
  else await runInShell(`${engine} pull`, commands);
}
