import { ThemeIcon, TreeItemCollapsibleState } from "vscode";
import type { ListedRepository } from "../../../core/listed.ts";
import { listChildren } from "../listChildren.ts";
import { rangesWithin } from "../rangesWithin.ts";
import type { NameFilter } from "../../../services/browse/nameFilter.ts";
import type { RegistryNode, RepositoryNode } from "../node.ts";
import type { NodeKind } from "../nodeKind.ts";
import { listedFacts } from "../listedFacts.ts";
import { say } from "../../../platform/say.ts";

/** A repository, with its tags below it. */
export const repositoryKind: NodeKind<RepositoryNode> = {
  // VS Code loses track of a row that moves to another one.
  id: ({ host, repository, registry }) => `repository ${registry.showsFolders === true ? "in folders " : ""}${host}/${repository}`,
  row: ({ host, repository, added, pinned, listed, matches, start = 0 }) => ({
    label: repository.slice(start),
    ...(matches === undefined ? {} : { highlights: rangesWithin(matches, start, repository.length) }),
    icon: new ThemeIcon(pinned === true ? "pinned" : "package"),
    unfolds: TreeItemCollapsibleState.Collapsed,
    contextValue: `;repository;list;reference;${added ? "added;" : ""}${pinned === true ? "pinned" : "unpinned"};`,
    hover: [`${host}/${repository}`, ...(listed === undefined ? [] : listedFacts(listed))],
    spoken: pinned === true ? say("{0}, pinned repository", repository) : say("{0}, repository", repository),
  }),
  children: async (node, tree) => {
    const loaded = await tree.tags.get();
    return listChildren(node, tree, { toNodes: (tags, filter) => loaded.nodes(node, tags, filter), empty: say("No tags") });
  },
  parent: (node, { folderOf }) => (node.registry.showsFolders === true ? folderOf(node) : node.registry),
};

/** `added`: by name, whether or not the registry's own list has it. */
export function repositoryNode(registry: RegistryNode, listed: ListedRepository, added: boolean, filter?: NameFilter): RepositoryNode {
  const node: RepositoryNode = { kind: "repository", registry, host: registry.host, repository: listed.name, added, listed };
  return filter === undefined ? node : { ...node, matches: filter.rangesIn(listed.name) };
}
