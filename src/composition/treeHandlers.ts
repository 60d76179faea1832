import type { RevealOptions } from "../platform/treeView.ts";
import type { Prompter } from "../services/prompts/prompter.ts";
import type { TagOrders } from "../services/remembered/tagOrders.ts";
import type { CommandHandlers } from "../ui/commands/ids.ts";
import type { TreeNode } from "../ui/tree/node.ts";
import type { RegistryTree } from "../ui/tree/registryTree.ts";
import type { Foundation } from "./foundation.ts";

export type TreeHandlers = Pick<
  CommandHandlers,
  | "containerRegistries.registry.remove"
  | "containerRegistries.repository.add"
  | "containerRegistries.repository.remove"
  | "containerRegistries.tree.refresh"
  | "containerRegistries.node.retry"
  | "containerRegistries.list.loadMore"
  | "containerRegistries.list.loadAll"
  | "containerRegistries.list.clearFilter"
  | "containerRegistries.node.filterTags"
  | "containerRegistries.node.filterRepositories"
  | "containerRegistries.node.sortTags"
  | "containerRegistries.configFile.open"
  | "containerRegistries.node.openConfigFile"
  | "containerRegistries.node.restrictConfigFile"
  | "containerRegistries.node.authorizeToken"
>;

interface Shown {
  readonly tree: RegistryTree;
  /** Brings a row into sight. */
  readonly reveal: (node: TreeNode, options?: RevealOptions) => Promise<void>;
  readonly tagOrders: TagOrders;
}

/** What the rows of the tree, and its title, can be asked to do. */
export function treeHandlers(foundation: Foundation, prompter: Prompter, { tree, reveal, tagOrders }: Shown): TreeHandlers {
  const { store, known, addedRegistries, addedRepositories, passedOver, sessions } = foundation;
  const addDependencies = {
    added: addedRepositories,
    prompter,
    sessions,
    known,
    tree,
    reveal: (node: TreeNode) => reveal(node),
  };
  const filterDependencies = { tree, reveal: (node: TreeNode) => reveal(node, { focus: true }) };
  const filtering = () => import("../ui/commands/filterList.ts");
  const adding = () => import("../ui/commands/addRepository.ts");
  const opening = () => import("../ui/commands/openConfigFile.ts");
  return {
    "containerRegistries.registry.remove": async (node) =>
      (await import("../ui/commands/removeRegistry.ts")).removeRegistryCommand(addedRegistries, passedOver, tree, node),
    "containerRegistries.repository.add": async (target) => (await adding()).addRepositoryCommand(addDependencies, target),
    "containerRegistries.repository.remove": async (node) => (await adding()).removeRepositoryCommand(addDependencies, node),
    "containerRegistries.tree.refresh": () => tree.refresh(),
    "containerRegistries.node.retry": (node) => tree.retry(node),
    "containerRegistries.list.loadMore": async (node) => {
      const first = await tree.loadMore(node);
      // The focus would go to the end with “Load more…”, past what it has brought.
      if (first !== undefined) await reveal(first, { focus: true });
    },
    "containerRegistries.list.loadAll": async (node) => (await import("../ui/commands/loadAll.ts")).loadAllCommand(tree, node),
    "containerRegistries.list.clearFilter": async (node) => (await filtering()).clearFilterCommand(tree, node),
    "containerRegistries.node.filterTags": async (node) => (await filtering()).filterListCommand(filterDependencies, node),
    "containerRegistries.node.filterRepositories": async (node) => (await filtering()).filterListCommand(filterDependencies, node),
    "containerRegistries.node.sortTags": async (node) =>
      (await import("../ui/commands/sortTags.ts")).sortTagsCommand(tree, tagOrders, node),
    "containerRegistries.configFile.open": async () => (await opening()).openConfigFileCommand(store.value.configPath),
    "containerRegistries.node.openConfigFile": async (node) => (await opening()).openConfigFileCommand(store.value.configPath, node),
    "containerRegistries.node.restrictConfigFile": () => store.value.restrictToOwner(),
    "containerRegistries.node.authorizeToken": async (node) =>
      (await import("../ui/commands/authorizeToken.ts")).authorizeTokenCommand(node),
  };
}
