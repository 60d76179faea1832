import type { ExtensionContext } from "vscode";
import type { CommandHandlers } from "../ui/commands/ids.ts";

type Handler = (...args: unknown[]) => unknown;

/** Handlers of the commands in package.json whose ids match: what they do loads when one of them is first wanted. */
export function lateHandlers<Handlers extends Partial<CommandHandlers>>(
  { extension }: ExtensionContext,
  ids: RegExp,
  load: () => Promise<Handlers>,
): Handlers {
  const { contributes } = extension.packageJSON as { readonly contributes: { readonly commands: readonly { readonly command: string }[] } };
  const all = contributes.commands.map(({ command }) => command).filter((id) => ids.test(id));
  const late =
    (id: string): Handler =>
    async (...args) =>
      ((await load()) as Readonly<Record<string, Handler>>)[id]?.(...args);
  return Object.fromEntries(all.map((id) => [id, late(id)])) as Handlers;
}
