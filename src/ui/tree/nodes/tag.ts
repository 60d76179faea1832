import { ThemeIcon } from "vscode";
import type { ListedTag } from "../../../core/listed.ts";
import { tagFacts } from "../listedFacts.ts";
import type { RepositoryNode, TagNode } from "../node.ts";
import type { NodeKind } from "../nodeKind.ts";
import { say } from "../../../platform/say.ts";

/** A tag of a repository. */
export const tagKind: NodeKind<TagNode> = {
  id: ({ host, repository, tag }) => `tag ${host}/${repository}:${tag}`,
  row: ({ host, repository, tag, listed }) => ({
    label: tag,
    icon: new ThemeIcon("tag"),
    contextValue: ";tag;reference;",
    hover: [`${host}/${repository}:${tag}`, ...(listed === undefined ? [] : tagFacts(listed))],
    spoken: say("{0}, tag", tag),
  }),
  parent: ({ list }) => list,
};

export function tagNode(list: RepositoryNode, listed: ListedTag): TagNode {
  return { kind: "tag", list, host: list.host, repository: list.repository, tag: listed.name, listed };
}
