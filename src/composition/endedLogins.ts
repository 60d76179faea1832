import { workspace } from "vscode";
import { type Disposable, DisposableStore } from "../core/disposable.ts";
import { say } from "../platform/say.ts";
import { readSettings } from "../platform/settings.ts";
import { createStatusBarWarning } from "../platform/statusBar.ts";
import { endedLogins } from "../services/browse/loginEnding.ts";
import type { Foundation } from "./foundation.ts";

/** Says in the status bar which logins are over, while there are any. `update` looks anew: it reads files, and runs and asks nothing. */
export function composeEndedLogins({ known, store }: Foundation): Disposable & { readonly update: () => void } {
  const resources = new DisposableStore();
  const item = resources.add(
    createStatusBarWarning("containerRegistries.endedLogins", say("Expired registry logins"), "containerRegistries.tree.focus"),
  );
  const look = async (): Promise<void> => {
    const hosts = readSettings().showEndedLogins ? endedLogins(await known.all(), Date.now()) : [];
    const [first, ...others] = hosts;
    if (first === undefined) return item.show(undefined);
    const text = others.length === 0 ? say("{0}: login expired", first) : say("{0} registry logins expired", String(hosts.length));
    item.show({ text, detail: [...hosts, say("Shows the registries, where you can log in again.")].join("\n") });
  };
  // What is wrong with config.json stands in the tree.
  const update = (): void => void look().catch(() => item.show(undefined));
  resources.add(store.onDidChange(update));
  resources.add(
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("containerRegistries.statusBar.endedLogins")) update();
    }),
  );
  update();
  return { update, dispose: () => resources.dispose() };
}
