import type { Prompter } from "../../services/prompter.ts";
import { type AddedRepositories, askForRepository } from "../../services/addedRepositories.ts";
import type { Sessions } from "../../services/sessions.ts";
import type { TreeNode } from "../tree/nodes.ts";
import type { RegistryTree } from "../tree/registryTree.ts";

export interface AddRepositoryDependencies {
  readonly added: AddedRepositories;
  readonly prompter: Prompter;
  readonly sessions: Sessions;
  readonly tree: RegistryTree;
}

/** Asks for a repository of the registry that the node is, or whose list it stands in, and shows it from then on. */
export async function addRepositoryCommand({ added, prompter, sessions, tree }: AddRepositoryDependencies, node: TreeNode): Promise<void> {
  const registry = node.kind === "error" ? node.list : node;
  if (registry?.kind !== "registry") return;
  const answer = await askForRepository(registry.host, prompter, sessions);
  if (answer.kind !== "next") return;
  await added.add(registry.host, answer.value);
  tree.redraw(registry);
}

/** Takes a repository that was added by name out of the tree; the registry is not asked to do anything. */
export async function removeRepositoryCommand({ added, tree }: Pick<AddRepositoryDependencies, "added" | "tree">, node: TreeNode): Promise<void> {
  if (node.kind !== "repository") return;
  await added.remove(node.host, node.repository);
  tree.redraw(node.registry);
}
