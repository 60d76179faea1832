import { l10n, ThemeIcon, TreeItem, TreeItemCollapsibleState } from "vscode";
import { listChildren } from "../listChildren.ts";
import type { RegistryNode, RepositoryNode } from "../node.ts";
import type { NodeKind } from "../nodeKind.ts";
import { tagNode } from "./tag.ts";

/** A repository, with its tags below it. */
export const repositoryKind: NodeKind<RepositoryNode> = {
  id: ({ host, repository }) => `repository ${host}/${repository}`,
  item({ host, repository, added }) {
    const item = new TreeItem(repository, TreeItemCollapsibleState.Collapsed);
    item.iconPath = new ThemeIcon("package");
    item.contextValue = `;repository;list;reference;${added ? "added;" : ""}`;
    item.tooltip = `${host}/${repository}`;
    item.accessibilityInformation = { label: l10n.t("{0}, repository", repository) };
    return item;
  },
  children: (node, tree) =>
    listChildren(node, tree, { toNodes: (tags) => tags.map((tag) => tagNode(node, tag)), empty: l10n.t("No tags") }),
  parent: ({ registry }) => registry,
};

/** `added`: by name, whether or not the registry's own list has it. */
export function repositoryNode(registry: RegistryNode, repository: string, added: boolean): RepositoryNode {
  return { kind: "repository", registry, host: registry.host, repository, added };
}
