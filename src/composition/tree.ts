import { workspace } from "vscode";
import { Lazy } from "../core/lazy.ts";
import type { Browsing } from "../services/browse/browsing.ts";
import type { Prompter } from "../services/prompts/prompter.ts";
import { type Disposable, DisposableStore } from "../core/disposable.ts";
import { createTree, revealRow, type RevealOptions, rowsOfKey, showFilters } from "../platform/treeView.ts";
import { mementoMemory } from "../platform/mementoMemory.ts";
import { type OrderByRepository, TagOrders } from "../services/remembered/tagOrders.ts";
import { registryNode } from "../ui/tree/nodes/registry.ts";
import { repositoryNode } from "../ui/tree/nodes/repository.ts";
import type { TreeNode } from "../ui/tree/node.ts";
import { isSameRow } from "../ui/tree/nodeKinds.ts";
import { RegistryTree } from "../ui/tree/registryTree.ts";
import { showConfigLocation } from "./configLocation.ts";
import type { TagLooks } from "../ui/tree/tagLooks.ts";
import type { Foundation } from "./foundation.ts";
import { type TreeHandlers, treeHandlers } from "./treeHandlers.ts";
import { namesOfWorkspace } from "./workspace.ts";

export interface TreeParts extends Disposable {
  readonly handlers: TreeHandlers;
  readonly browsing: Lazy<Browsing>;
  readonly tags: Lazy<TagLooks>;
  readonly redraw: () => void;
  /** The rows that a key is pressed for. */
  readonly rowsOfKey: () => Promise<readonly TreeNode[]>;
  /** Brings a node into sight, with the focus on it. */
  readonly reveal: (node: TreeNode, options: { readonly expand: boolean }) => Promise<void>;
  /** Asks a registry anew. */
  readonly refresh: (host: string) => void;
  /** Asks a registry anew, and shows the repository of it, whether or not the registry lists it. */
  readonly showRepository: (host: string, repository: string) => Promise<void>;
  /** The names of the repositories that are known of a registry; none where it has no list. */
  readonly listed: (host: string) => Promise<readonly string[]>;
  /** Selects a registry's row where the tree is in sight: to reveal it would open the view. */
  readonly selectRegistry: (host: string) => Promise<void>;
}

/** The settings that change what registries are asked for. */
const treeSections = [
  "containerRegistries.connection",
  "containerRegistries.hosts.directories",
  "containerRegistries.tree.pageSize",
  "http",
];

/** The tree of registries, its view and its commands. */
export function composeTree(foundation: Foundation, prompter: Prompter): TreeParts {
  const { store, known, addedRepositories, pinned, sessions, reportError } = foundation;
  const resources = new DisposableStore();
  const tagOrders = new TagOrders(mementoMemory<OrderByRepository>(foundation.context.globalState, "tagOrders", {}));
  const load = () => import("./browsing.ts");
  const tags: Lazy<TagLooks> = new Lazy(async () => (await load()).openTags(foundation, browsing, () => tree.redraw()));
  const browsing = new Lazy(async () => resources.add(await (await load()).openBrowsing(foundation, tagOrders, () => tree.redraw(), tags)));
  const endSessions = (host?: string): void => sessions.end(host);
  const tree = new RegistryTree({
    browsing,
    tags,
    known,
    added: addedRepositories,
    pinned,
    endSessions,
    reportError,
    ofWorkspace: () => namesOfWorkspace(foundation),
  });
  const view = resources.add(createTree("containerRegistries.tree", tree));
  const reveal = (node: TreeNode, options?: RevealOptions): Promise<void> => revealRow(view, node, isSameRow, options);
  resources.add(view.onDidCollapseElement(({ element }) => tree.collapsed(element)));
  resources.add(view.onDidExpandElement(({ element }) => tree.expanded(element)));
  resources.add(tree.onDidChangeTreeData(() => showFilters(view, tree.filters)));
  resources.add(store.onDidChange(() => void tree.loginsChanged().catch(reportError)));

  resources.add(workspace.onDidGrantWorkspaceTrust(() => void tree.loginsChanged().catch(reportError)));

  showConfigLocation(foundation, view);
  resources.add(
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("containerRegistries.credentials.dockerConfig")) {
        store.reopen();
        showConfigLocation(foundation, view);
      }
      if (treeSections.some((section) => change.affectsConfiguration(section))) tree.refresh();
      else if (change.affectsConfiguration("containerRegistries.tree")) tree.redraw();
    }),
  );

  return {
    handlers: treeHandlers(foundation, prompter, { tree, reveal, tagOrders }),
    browsing,
    tags,
    redraw: () => tree.redraw(),
    rowsOfKey: () => rowsOfKey(view),
    reveal: (node, options) => reveal(node, { focus: true, ...options }),
    refresh: (host) => {
      tree.reset(host);
      tree.redraw();
    },
    showRepository: async (host, repository) => {
      tree.reset(host);
      const { items } = await (await browsing.get()).repositories(host).view();
      if (!items.some(({ name }) => name === repository)) await addedRepositories.add(host, repository);
      tree.redraw();
      const registry = view.visible ? await known.find(host) : undefined;
      if (registry === undefined) return;
      const node = repositoryNode(registryNode(registry), { name: repository }, addedRepositories.of(host).includes(repository));
      await reveal(node, { expand: true });
    },
    listed: async (host) => (await (await browsing.get()).repositories(host).view()).items.map(({ name }) => name),
    selectRegistry: async (host) => {
      const registry = view.visible ? await known.find(host) : undefined;
      if (registry !== undefined) await reveal(registryNode(registry));
    },
    dispose: () => resources.dispose(),
  };
}
