import { withCancel } from "../../platform/progress.ts";
import { say } from "../../platform/say.ts";
import { listAt, type TreeNode } from "../tree/node.ts";
import type { RegistryTree } from "../tree/registryTree.ts";

/** Loads all that the registry has for the list that the node stands in, until the person has seen enough. */
export async function loadAllCommand(tree: RegistryTree, node: TreeNode): Promise<void> {
  const list = listAt(node);
  if (list === undefined) return;
  const name = list.kind === "repository" ? `${list.host}/${list.repository}` : list.host;
  await withCancel(say("Loading all of {0}…", name), (signal) => tree.loadAll(list, signal));
}
