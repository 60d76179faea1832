import type { ListOrder } from "../../core/listOrder.ts";
import { pickRow } from "../../platform/quickPick.ts";
import { say } from "../../platform/say.ts";
import type { TagOrders } from "../../services/remembered/tagOrders.ts";
import type { TreeNode } from "../tree/node.ts";
import type { RegistryTree } from "../tree/registryTree.ts";

/** Asks in which order the tags of a repository shall stand, and remembers it. */
export async function sortTagsCommand(tree: RegistryTree, orders: TagOrders, node: TreeNode): Promise<void> {
  if (node.kind !== "repository") return;
  const current = await tree.orderOf(node);
  const now = (order: ListOrder) => (order === current ? { description: say("now") } : {});
  const rows = [
    {
      order: "version",
      label: say("Newest Version First"),
      detail: say("1.10 before 1.9, a release before its candidates; “latest” and other moving tags on top"),
      ...now("version"),
    },
    {
      order: "date",
      label: say("Newest Date First"),
      detail: say("Where the registry gives dates; what has none comes last"),
      ...now("date"),
    },
    { order: "name", label: say("By Name"), detail: say("As people count: v9 before v10"), ...now("name") },
  ] as const;
  const picked = await pickRow(rows, { title: say("Sort the Tags of {0}", node.repository), placeholder: say("Order") });
  if (picked === undefined) return;
  await orders.set(node.host, node.repository, picked.order);
  await tree.sort(node, picked.order);
}
