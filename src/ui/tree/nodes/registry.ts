import type { ListedRepository } from "../../../core/listed.ts";
import type { NameFilter } from "../../../services/browse/nameFilter.ts";
import type { KnownRegistry } from "../../../services/browse/knownRegistries.ts";
import { listChildren } from "../listChildren.ts";
import type { RegistryNode, TreeNode } from "../node.ts";
import type { NodeKind } from "../nodeKind.ts";
import { repositoryNode } from "./repository.ts";
import { say } from "../../../platform/say.ts";

/** A registry, with its repositories below it. */
export const registryKind: NodeKind<RegistryNode> = {
  id: ({ host }) => `registry ${host}`,
  row: async (node) => (await import("./registryRow.ts")).registryRow(node),
  children: (node, tree) =>
    listChildren(node, tree, {
      toNodes: (listed, filter) => repositoriesOf(node, listed, tree.addedTo(node.host), filter),
      empty: emptySentence(node),
    }),
  parent({ stored }) {
    const [first] = stored;
    return first?.source.kind === "helper" ? { kind: "helper", helper: first.helper ?? "" } : undefined;
  },
};

export function registryNode(registry: KnownRegistry): RegistryNode {
  return { kind: "registry", ...registry };
}

/** Those that were added by name stand first: the registry's list may be long, or not to be had. */
function repositoriesOf(
  registry: RegistryNode,
  listed: readonly ListedRepository[],
  byName: readonly string[],
  filter: NameFilter | undefined,
): TreeNode[] {
  const added = new Set(byName.filter((name) => filter?.matches(name) !== false));
  const others = listed.filter(({ name }) => !added.has(name));
  const found = new Map(listed.filter(({ name }) => added.has(name)).map((each) => [each.name, each]));
  const first = [...added].map((name) => found.get(name) ?? { name });
  return [...first, ...others].map((repository) => repositoryNode(registry, repository, added.has(repository.name), filter));
}

function emptySentence({ stored }: RegistryNode): string {
  return stored.length === 0 ? say("No repositories that anybody may list") : say("No repositories, or none that this login may list");
}
