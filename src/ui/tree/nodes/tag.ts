import { ThemeIcon } from "vscode";
import type { ListedTag } from "../../../core/listed.ts";
import { tagFacts } from "../listedFacts.ts";
import type { NameFilter } from "../../../services/browse/nameFilter.ts";
import type { RepositoryNode, TagNode } from "../node.ts";
import type { NodeKind } from "../nodeKind.ts";
import { say } from "../../../platform/say.ts";

/** A tag of a repository. */
export const tagKind: NodeKind<TagNode> = {
  id: ({ host, repository, tag }) => `tag ${host}/${repository}:${tag}`,
  row: ({ host, repository, tag, listed, matches }) => ({
    label: tag,
    ...(matches === undefined ? {} : { highlights: matches }),
    icon: new ThemeIcon("tag"),
    contextValue: ";tag;reference;",
    hover: [`${host}/${repository}:${tag}`, ...(listed === undefined ? [] : tagFacts(listed))],
    spoken: say("{0}, tag", tag),
  }),
  parent: ({ list }) => list,
};

export function tagNode(list: RepositoryNode, listed: ListedTag, filter?: NameFilter): TagNode {
  const node: TagNode = { kind: "tag", list, host: list.host, repository: list.repository, tag: listed.name, listed };
  return filter === undefined ? node : { ...node, matches: filter.rangesIn(listed.name) };
}
