import type { Prompter } from "../../services/prompts/prompter.ts";
import { askForRepository } from "../../services/browse/askForRepository.ts";
import type { KnownRegistries } from "../../services/browse/knownRegistries.ts";
import type { AddedRepositories } from "../../services/remembered/addedRepositories.ts";
import type { Sessions } from "../../services/reach/sessions.ts";
import type { RegistryNode, TreeNode } from "../tree/node.ts";
import { registryNode } from "../tree/nodes/registry.ts";
import { repositoryNode } from "../tree/nodes/repository.ts";
import type { AddRepositoryTarget } from "./targets.ts";
import type { RegistryTree } from "../tree/registryTree.ts";
import { showInformation } from "../../platform/messages.ts";
import { pickLabel } from "../../platform/quickPick.ts";
import { say } from "../../platform/say.ts";

export interface AddRepositoryDependencies {
  readonly added: AddedRepositories;
  readonly prompter: Prompter;
  readonly sessions: Sessions;
  readonly known: KnownRegistries;
  readonly tree: RegistryTree;
  /** Brings a node into sight. */
  readonly reveal: (node: TreeNode) => Promise<void>;
}

/**
 * Asks for a repository of the registry that the node is, or whose list it stands in, and shows it from then on. Without a
 * target, asks for the registry first.
 */
export async function addRepositoryCommand(
  { added, prompter, sessions, known, tree, reveal }: AddRepositoryDependencies,
  target?: AddRepositoryTarget,
): Promise<void> {
  const node = target !== undefined && "kind" in target ? registryNodeOf(target) : undefined;
  const host = target === undefined ? await pickHost(known) : "kind" in target ? node?.host : target.host;
  if (host === undefined) return;
  const answer = await askForRepository(host, prompter, sessions);
  if (answer.kind !== "next") return;
  const repository = answer.value;
  await added.add(host, repository);
  tree.redraw();
  const found = node ?? (await known.find(host));
  if (found !== undefined) await reveal(repositoryNode(registryNode(found), { name: repository }, true));
}

async function pickHost(known: KnownRegistries): Promise<string | undefined> {
  const hosts = (await known.all()).map(({ host }) => host);
  if (hosts.length > 0) return pickLabel(hosts, { title: say("Add Repository"), placeholder: say("Registry that has the repository") });
  void showInformation(say("There is no registry yet: “Log In…” adds one, also without a login."));
  return undefined;
}

function registryNodeOf(node: TreeNode): RegistryNode | undefined {
  const list = node.kind === "error" ? node.list : node;
  return list?.kind === "registry" ? list : undefined;
}

/** Takes a repository that was added by name out of the tree; the registry is not asked to do anything. */
export async function removeRepositoryCommand(
  { added, tree }: Pick<AddRepositoryDependencies, "added" | "tree">,
  node: TreeNode,
): Promise<void> {
  if (node.kind !== "repository") return;
  await added.remove(node.host, node.repository);
  tree.redraw();
}
