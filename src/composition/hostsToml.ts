import { type TextDocument, workspace } from "vscode";
import { type Disposable, DisposableStore, toDisposable } from "../core/disposable.ts";
import { kindOfLanguage } from "../hosts/languages.ts";
import type { CommandHandlers } from "../ui/commands/ids.ts";
import type { Foundation } from "./foundation.ts";
import type { HostsTomlParts } from "./hostsTomlParts.ts";

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
  const loading: { parts?: Promise<HostsTomlParts> } = {};
  const load = (): Promise<HostsTomlParts> =>
    (loading.parts ??= import("./hostsTomlParts.ts").then(({ composeHostsTomlParts }) => composeHostsTomlParts(foundation)));
  const loadFor = ({ languageId }: TextDocument): void => {
    if (kindOfLanguage(languageId) !== undefined) void load().catch(foundation.reportError);
  };
  resources.add(workspace.onDidOpenTextDocument(loadFor));
  resources.add(toDisposable(() => void loading.parts?.then((parts) => parts.dispose(), foundation.reportError)));
  for (const document of workspace.textDocuments) loadFor(document);
  return {
    handlers: {
      "containerRegistries.hosts.restartServer": async () => (await load()).handlers["containerRegistries.hosts.restartServer"](),
      "containerRegistries.hosts.check": async (...args) => (await load()).handlers["containerRegistries.hosts.check"](...args),
      "containerRegistries.hosts.explain": async (uri) => (await load()).handlers["containerRegistries.hosts.explain"](uri),
      "containerRegistries.hosts.new": async (...args) => (await load()).handlers["containerRegistries.hosts.new"](...args),
      "containerRegistries.hosts.selectVersion": async () => (await load()).handlers["containerRegistries.hosts.selectVersion"](),
      "containerRegistries.hosts.treatAs": async () => (await load()).handlers["containerRegistries.hosts.treatAs"](),
    },
    explain: async (reference, client) => (await load()).explain(reference, client),
    dispose: () => resources.dispose(),
  };
}
