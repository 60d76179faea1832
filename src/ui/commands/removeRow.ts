import type { TreeNode } from "../tree/node.ts";
import type { CommandHandlers } from "./ids.ts";
import { onlyRow } from "./onlyRow.ts";

/** What is taken out of the tree by a key: each by the command of its row's menu. */
export type Removing = Pick<
  CommandHandlers,
  | "containerRegistries.registry.remove"
  | "containerRegistries.registry.logOut"
  | "containerRegistries.repository.remove"
  | "containerRegistries.list.clearFilter"
  | "containerRegistries.tag.delete"
>;

/** Takes away what the row stands for, where it can be. One row at a time, since what is removed may ask; but several tags at once. */
export async function removeRowCommand(rows: readonly TreeNode[], removing: Removing): Promise<void> {
  const [first] = rows;
  if (first !== undefined && rows.every(({ kind }) => kind === "tag")) return removing["containerRegistries.tag.delete"](first, rows);
  const node = onlyRow(rows);
  if (node === undefined) return;
  if (node.kind === "filter") return removing["containerRegistries.list.clearFilter"](node);
  if (node.kind === "repository" && node.added) return removing["containerRegistries.repository.remove"](node);
  if (node.kind !== "registry") return;
  if (node.stored.length > 0) return removing["containerRegistries.registry.logOut"](node);
  return removing["containerRegistries.registry.remove"](node);
}
