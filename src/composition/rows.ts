import type { Prompter } from "../services/prompts/prompter.ts";
import type { CommandHandlers } from "../ui/commands/ids.ts";
import type { Removing } from "../ui/commands/removeRow.ts";
import type { TreeParts } from "./tree.ts";

type Handlers = Pick<
  CommandHandlers,
  | "containerRegistries.reference.copy"
  | "containerRegistries.node.copyValue"
  | "containerRegistries.rows.copy"
  | "containerRegistries.rows.remove"
  | "containerRegistries.registry.label"
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
    "containerRegistries.rows.remove": async () =>
      (await import("../ui/commands/removeRow.ts")).removeRowCommand(await rowsOfKey(), removing),
    "containerRegistries.registry.label": async (node) => {
      const target = node ?? (await import("../ui/commands/onlyRow.ts")).onlyRow(await rowsOfKey());
      if (target !== undefined) await (await import("../ui/commands/labelRegistry.ts")).labelRegistryCommand(prompter, target);
    },
  };
}
