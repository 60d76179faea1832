import { workspace } from "vscode";
import { type Disposable, DisposableStore } from "../core/disposable.ts";
import { readSettings, sharedNames } from "../platform/settings.ts";
import type { ListPrompter } from "../services/prompts/prompter.ts";
import type { CommandHandlers } from "../ui/commands/ids.ts";
import { type Foundation, synchronisedKeys } from "./foundation.ts";

type Handlers = Pick<CommandHandlers, "containerRegistries.workspace.addRegistries" | "containerRegistries.workspace.shareRegistries">;

/** Registries that a workspace names for everybody who opens it, and what VS Code takes along to the person's other machines. */
export function composeWorkspace(
  foundation: Foundation,
  prompter: ListPrompter,
  redraw: () => void,
): { readonly handlers: Handlers } & Disposable {
  const { addedRegistries, addedRepositories, context, known, passedOver, pinned } = foundation;
  const dependencies = { registries: addedRegistries, passedOver, added: addedRepositories, known, pinned, prompter, redraw };
  const parts = () => import("../ui/commands/sharedRegistries.ts");
  const synchronise = (): void => context.globalState.setKeysForSync(readSettings().synchronise ? synchronisedKeys : []);
  const resources = new DisposableStore();
  synchronise();
  resources.add(
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("containerRegistries.tree.synchronize")) synchronise();
      if (change.affectsConfiguration("containerRegistries.registries")) redraw();
    }),
  );
  return {
    handlers: {
      "containerRegistries.workspace.addRegistries": async () => (await parts()).addSharedCommand(dependencies),
      "containerRegistries.workspace.shareRegistries": async () => (await parts()).shareCommand(dependencies),
    },
    dispose: () => resources.dispose(),
  };
}

/** What the workspace names and the tree has not got, as it is written there. */
export async function namesOfWorkspace({ addedRepositories, known }: Foundation): Promise<readonly string[]> {
  const written = sharedNames();
  if (written.length === 0) return [];
  const { newSharedNames, printSharedName } = await import("../services/browse/sharedRegistries.ts");
  const hosts = (await known.all()).map(({ host }) => host);
  return newSharedNames(written, hosts, addedRepositories).map(printSharedName);
}
