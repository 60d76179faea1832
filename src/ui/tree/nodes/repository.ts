import { ThemeIcon, TreeItemCollapsibleState } from "vscode";
import { isAttachedTag } from "../../../core/attachedTag.ts";
import type { ListedRepository, ListedTag } from "../../../core/listed.ts";
import { listChildren } from "../listChildren.ts";
import type { NameFilter } from "../../../services/browse/nameFilter.ts";
import type { RegistryNode, RepositoryNode, TreeNode } from "../node.ts";
import type { NodeKind } from "../nodeKind.ts";
import { tagNode } from "./tag.ts";
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
  children: (node, tree) => listChildren(node, tree, { toNodes: (tags, filter) => tagsOf(node, tags, filter), empty: say("No tags") }),
  parent: ({ registry }) => registry,
};

/** `added`: by name, whether or not the registry's own list has it. */
export function repositoryNode(registry: RegistryNode, listed: ListedRepository, added: boolean, filter?: NameFilter): RepositoryNode {
  const node: RepositoryNode = { kind: "repository", registry, host: registry.host, repository: listed.name, added, listed };
  return filter === undefined ? node : { ...node, matches: filter.rangesIn(listed.name) };
}

/** Tags that are attached to others come last, below a row of their own. */
function tagsOf(list: RepositoryNode, tags: readonly ListedTag[], filter: NameFilter | undefined): TreeNode[] {
  const sharing = new Map<string, string[]>();
  for (const { digest, name } of tags) {
    if (digest === undefined) continue;
    const names = sharing.get(digest);
    if (names === undefined) sharing.set(digest, [name]);
    else names.push(name);
  }
  const nodes = tags.map((tag) => ({ ...tagNode(list, tag, filter), sharing: sharing.get(tag.digest ?? "") ?? [] }));
  const attached = nodes.filter(({ tag }) => isAttachedTag(tag));
  if (attached.length === 0) return nodes;
  return [...nodes.filter(({ tag }) => !isAttachedTag(tag)), { kind: "attachedTags", list, tags: attached }];
}
