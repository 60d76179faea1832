import type { Prompter } from "../services/prompts/prompter.ts";
import type { CommandHandlers } from "../ui/commands/ids.ts";
import type { TreeNode } from "../ui/tree/node.ts";
import type { TreeParts } from "./tree.ts";

type Handlers = Pick<
  CommandHandlers,
  | "containerRegistries.reference.copy"
  | "containerRegistries.node.copyValue"
  | "containerRegistries.rows.copy"
  | "containerRegistries.rows.remove"
  | "containerRegistries.registry.label"
>;

/** What is taken out of the tree by a key: each by the command of its row's menu. */
export type Removing = Pick<
  CommandHandlers,
  | "containerRegistries.registry.remove"
  | "containerRegistries.registry.logOut"
  | "containerRegistries.repository.remove"
  | "containerRegistries.list.clearFilter"
>;

/** What is done with rows by keys, and with several of them at a time. */
export function composeRows(prompter: Prompter, { rowsOfKey }: TreeParts, removing: Removing): Handlers {
  const copying = () => import("../ui/commands/copyRows.ts");
  return {
    "containerRegistries.reference.copy": async (node, selected = [node]) => {
      const { copyRowsCommand, referenceText } = await copying();
      await copyRowsCommand(selected, referenceText);
    },
    "containerRegistries.node.copyValue": async (node, selected = [node]) => {
      const { copyRowsCommand, valueText } = await copying();
      await copyRowsCommand(selected, valueText);
    },
    "containerRegistries.rows.copy": async () => (await copying()).copyRowsCommand(await rowsOfKey()),
    "containerRegistries.rows.remove": async () => remove(await rowsOfKey(), removing),
    "containerRegistries.registry.label": async (node) => {
      const target = node ?? (await rowsOfKey())[0];
      if (target !== undefined) await (await import("../ui/commands/labelRegistry.ts")).labelRegistryCommand(prompter, target);
    },
  };
}

/** One row at a time: what is removed may ask. */
async function remove(rows: readonly TreeNode[], removing: Removing): Promise<void> {
  const [node] = rows;
  if (node === undefined || rows.length > 1) return;
  if (node.kind === "filter") return removing["containerRegistries.list.clearFilter"](node);
  if (node.kind === "repository" && node.added) return removing["containerRegistries.repository.remove"](node);
  if (node.kind !== "registry") return;
  if (node.stored.length > 0) return removing["containerRegistries.registry.logOut"](node);
  return removing["containerRegistries.registry.remove"](node);
}
