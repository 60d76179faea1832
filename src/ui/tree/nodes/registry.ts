import type { KnownRegistry } from "../../../services/browse/knownRegistries.ts";
import { listChildren } from "../listChildren.ts";
import type { RegistryNode } from "../node.ts";
import type { NodeKind } from "../nodeKind.ts";
import { say } from "../../../platform/say.ts";
import { showsFolders } from "../../../platform/settings.ts";

/** A registry, with its repositories below it. */
export const registryKind: NodeKind<RegistryNode> = {
  id: ({ host }) => `registry ${host}`,
  row: async (node) => (await import("./registryRow.ts")).registryRow(node),
  children: async (node, tree) => {
    const { repositoryRows } = await import("../repositoryRows.ts");
    return listChildren(node, tree, {
      toNodes: (listed, filter, isPartial) => repositoryRows(node, { listed, added: tree.addedTo(node.host), filter, isPartial }),
      empty: emptySentence(node),
    });
  },
  parent({ stored }) {
    const [first] = stored;
    return first?.source.kind === "helper" ? { kind: "helper", helper: first.helper ?? "" } : undefined;
  },
};

export function registryNode(registry: KnownRegistry): RegistryNode {
  return { kind: "registry", ...registry, ...(showsFolders() && { showsFolders: true }) };
}

function emptySentence({ stored }: RegistryNode): string {
  return stored.length === 0 ? say("No repositories that anybody may list") : say("No repositories, or none that this login may list");
}
