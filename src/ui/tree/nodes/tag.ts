import { ThemeIcon } from "vscode";
import type { RepositoryNode, TagNode } from "../node.ts";
import type { NodeKind } from "../nodeKind.ts";
import { say } from "../../../platform/say.ts";

/** A tag of a repository. */
export const tagKind: NodeKind<TagNode> = {
  id: ({ host, repository, tag }) => `tag ${host}/${repository}:${tag}`,
  row: ({ host, repository, tag }) => ({
    label: tag,
    icon: new ThemeIcon("tag"),
    contextValue: ";tag;reference;",
    hover: [`${host}/${repository}:${tag}`],
    spoken: say("{0}, tag", tag),
  }),
  parent: ({ list }) => list,
};

export function tagNode(list: RepositoryNode, tag: string): TagNode {
  return { kind: "tag", list, host: list.host, repository: list.repository, tag };
}
