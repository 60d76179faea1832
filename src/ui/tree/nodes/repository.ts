import { ThemeIcon, TreeItemCollapsibleState } from "vscode";
import type { ListedRepository } from "../../../core/listed.ts";
import { listChildren } from "../listChildren.ts";
import type { NameFilter } from "../../../services/browse/nameFilter.ts";
import type { RegistryNode, RepositoryNode } from "../node.ts";
import type { NodeKind } from "../nodeKind.ts";
import { repositoryFacts } from "../listedFacts.ts";
import { say } from "../../../platform/say.ts";

/** A repository, with its tags below it. */
export const repositoryKind: NodeKind<RepositoryNode> = {
  id: ({ host, repository }) => `repository ${host}/${repository}`,
  row: ({ host, repository, added, pinned, listed, matches }) => ({
    label: repository,
    ...(matches === undefined ? {} : { highlights: matches }),
    icon: new ThemeIcon(pinned === true ? "pinned" : "package"),
    unfolds: TreeItemCollapsibleState.Collapsed,
    contextValue: `;repository;list;reference;${added ? "added;" : ""}${pinned === true ? "pinned" : "unpinned"};`,
    hover: [`${host}/${repository}`, ...(listed === undefined ? [] : repositoryFacts(listed))],
    spoken: pinned === true ? say("{0}, pinned repository", repository) : say("{0}, repository", repository),
  }),
  children: async (node, tree) => {
    const loaded = await tree.tags.get();
    return listChildren(node, tree, { toNodes: (tags, filter) => loaded.nodes(node, tags, filter), empty: say("No tags") });
  },
  parent: ({ registry }) => registry,
};

/** `added`: by name, whether or not the registry's own list has it. */
export function repositoryNode(registry: RegistryNode, listed: ListedRepository, added: boolean, filter?: NameFilter): RepositoryNode {
  const node: RepositoryNode = { kind: "repository", registry, host: registry.host, repository: listed.name, added, listed };
  return filter === undefined ? node : { ...node, matches: filter.rangesIn(listed.name) };
}
