import type { AddedRegistries } from "../../services/remembered/addedRegistries.ts";
import type { PassedOverLogins } from "../../services/remembered/passedOverLogins.ts";
import type { TreeNode } from "../tree/node.ts";
import type { RegistryTree } from "../tree/registryTree.ts";

/** Takes a registry that is browsed without a login out of the tree. */
export async function removeRegistryCommand(
  registries: AddedRegistries,
  passedOver: PassedOverLogins,
  tree: RegistryTree,
  node: TreeNode,
): Promise<void> {
  if (node.kind !== "registry") return;
  await registries.remove(node.host);
  await passedOver.remove(node.host);
  tree.redraw();
}
