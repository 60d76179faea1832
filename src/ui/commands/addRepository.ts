import type { Prompter } from "../../services/prompts/prompter.ts";
import { text } from "../../core/text.ts";
import { askForRepository, listOneTag } from "../../services/browse/askForRepository.ts";
import type { KnownRegistries } from "../../services/browse/knownRegistries.ts";
import { imageFiles } from "../../services/references/fileKind.ts";
import { mentionedRepositories } from "../../services/references/mentionedRepositories.ts";
import type { AddedRepositories } from "../../services/remembered/addedRepositories.ts";
import type { Sessions } from "../../services/reach/sessions.ts";
import type { RegistryNode, TreeNode } from "../tree/node.ts";
import { registryNode } from "../tree/nodes/registry.ts";
import { repositoryNode } from "../tree/nodes/repository.ts";
import type { NodeOrHost } from "./targets.ts";
import type { RegistryTree } from "../tree/registryTree.ts";
import { showInformation } from "../../platform/messages.ts";
import { pickLabel, pickRow } from "../../platform/quickPick.ts";
import { say } from "../../platform/say.ts";
import { workspaceTexts } from "../../platform/workspaceTexts.ts";

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
  target?: NodeOrHost,
): Promise<void> {
  const node = target !== undefined && "kind" in target ? registryNodeOf(target) : undefined;
  const host = target === undefined ? await pickHost(known) : "kind" in target ? node?.host : target.host;
  if (host === undefined) return;
  const repository = await pickMentioned(host, added.of(host), prompter, sessions);
  if (repository === undefined) return;
  await added.add(host, repository);
  tree.redraw();
  const found = node ?? (await known.find(host));
  if (found !== undefined) await reveal(repositoryNode(registryNode(found), { name: repository }, true));
}

/** What the workspace's files mention of the registry comes first; the registry is asked whether it has it. */
async function pickMentioned(host: string, known: readonly string[], prompter: Prompter, sessions: Sessions): Promise<string | undefined> {
  const mentioned = (await mentionedRepositories(host, await workspaceTexts(imageFiles))).filter((each) => !known.includes(each));
  const other = { label: say("Another Repository…"), repository: undefined };
  const rows = [
    ...mentioned.map((repository) => ({ label: repository, detail: say("A file of this workspace names it."), repository })),
    other,
  ];
  const picked =
    mentioned.length === 0 ? other : await pickRow(rows, { title: say("Add a Repository of {0}", host), placeholder: say("Repository") });
  if (picked === undefined) return undefined;
  const { repository } = picked;
  if (repository === undefined) {
    const answer = await askForRepository(host, prompter, sessions);
    return answer.kind === "next" ? answer.value : undefined;
  }
  await prompter.wait(text("Looking for {0}…", `${host}/${repository}`), (signal) => listOneTag(host, repository, sessions, signal));
  return repository;
}

async function pickHost(known: KnownRegistries): Promise<string | undefined> {
  const hosts = (await known.all()).map(({ host }) => host);
  if (hosts.length > 0) return pickLabel(hosts, { title: say("Add Repository"), placeholder: say("Registry that has the repository") });
  void showInformation(say("There is no registry yet: “Log In…” adds one, even without a login."));
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
