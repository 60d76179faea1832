import { type TextDocument, workspace } from "vscode";
import { type Disposable, DisposableStore } from "../core/disposable.ts";
import { disposalOf, Lazy } from "../core/lazy.ts";
import { kindOfLanguage } from "../hosts/languages.ts";
import type { CommandHandlers } from "../ui/commands/ids.ts";
import type { Foundation } from "./foundation.ts";

type Handlers = Pick<
  CommandHandlers,
  | "containerRegistries.hosts.restartServer"
  | "containerRegistries.hosts.check"
  | "containerRegistries.hosts.explain"
  | "containerRegistries.hosts.new"
  | "containerRegistries.hosts.selectVersion"
  | "containerRegistries.hosts.treatAs"
>;

export interface HostsToml extends Disposable {
  readonly handlers: Handlers;
  /** How an image is pulled, as Markdown, by a client of `pullClients`, else by nerdctl; undefined where no files may be read. */
  readonly explain: (reference: string, client: string | undefined) => Promise<string | undefined>;
}

/** All that is about hosts.toml, which loads when a document of ours is opened or one of its commands runs. */
export function composeHostsToml(foundation: Foundation): HostsToml {
  const resources = new DisposableStore();
  const parts = new Lazy(async () => (await import("./hostsTomlParts.ts")).composeHostsTomlParts(foundation));
  const loadFor = ({ languageId }: TextDocument): void => {
    if (kindOfLanguage(languageId) !== undefined) void parts.get().catch(foundation.reportError);
  };
  resources.add(workspace.onDidOpenTextDocument(loadFor));
  resources.add(disposalOf(parts));
  for (const document of workspace.textDocuments) loadFor(document);
  return {
    handlers: {
      "containerRegistries.hosts.restartServer": async () => (await parts.get()).handlers["containerRegistries.hosts.restartServer"](),
      "containerRegistries.hosts.check": async (...args) => (await parts.get()).handlers["containerRegistries.hosts.check"](...args),
      "containerRegistries.hosts.explain": async (uri) => (await parts.get()).handlers["containerRegistries.hosts.explain"](uri),
      "containerRegistries.hosts.new": async (...args) => (await parts.get()).handlers["containerRegistries.hosts.new"](...args),
      "containerRegistries.hosts.selectVersion": async () => (await parts.get()).handlers["containerRegistries.hosts.selectVersion"](),
      "containerRegistries.hosts.treatAs": async () => (await parts.get()).handlers["containerRegistries.hosts.treatAs"](),
    },
    explain: async (reference, client) => (await parts.get()).explain(reference, client),
    dispose: () => resources.dispose(),
  };
}
