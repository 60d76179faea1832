import { l10n, ThemeIcon, TreeItem } from "vscode";
import type { RepositoryNode, TagNode } from "../node.ts";
import type { NodeKind } from "../nodeKind.ts";

/** A tag of a repository. */
export const tagKind: NodeKind<TagNode> = {
  id: ({ host, repository, tag }) => `tag ${host}/${repository}:${tag}`,
  item({ host, repository, tag }) {
    const item = new TreeItem(tag);
    item.iconPath = new ThemeIcon("tag");
    item.contextValue = ";tag;reference;";
    item.tooltip = `${host}/${repository}:${tag}`;
    item.accessibilityInformation = { label: l10n.t("{0}, tag", tag) };
    return item;
  },
  parent: ({ list }) => list,
};

export function tagNode(list: RepositoryNode, tag: string): TagNode {
  return { kind: "tag", list, host: list.host, repository: list.repository, tag };
}
