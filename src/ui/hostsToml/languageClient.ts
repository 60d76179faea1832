import { dirname, join } from "node:path";
import { type LogOutputChannel, Uri, workspace } from "vscode";
import { LanguageClient, type LanguageClientOptions, RevealOutputChannelOn, TransportKind } from "vscode-languageclient/node";
import { type Disposable, DisposableStore } from "../../core/disposable.ts";
import { languageIds } from "../../hosts/languages.ts";
import {
  configSourceMethod,
  explainMethod,
  type ExplainParams,
  type ExplainResult,
  knownRegistriesMethod,
  type ServerSettings,
} from "../../hosts/protocol.ts";
import { adoptImports } from "./adoptImports.ts";
import { linkToParagraphs, readParagraphs } from "./findingLinks.ts";

/** The running language server for hosts.toml, seen from VS Code. */
export interface HostsClient extends Disposable {
  restart(): Promise<void>;
  /** Undefined where the server may not read files. */
  explain(params: ExplainParams): Promise<ExplainResult | undefined>;
}

export interface HostsClientDependencies {
  /** dist/hostsServer.js. */
  readonly serverPath: string;
  readonly log: LogOutputChannel;
  /** Sent at the start and after each change of the configuration or of the workspace's trust. Never rejects. */
  readonly serverSettings: () => Promise<ServerSettings>;
  /** URLs of the registries that the person has logins for, to complete. */
  readonly knownRegistries: () => Promise<readonly string[]>;
}

/**
 * Starts the language server in a process of its own. This module brings vscode-languageclient along, so it is imported
 * when the first document of ours is opened.
 */
export async function startHostsClient({
  serverPath,
  log,
  serverSettings,
  knownRegistries,
}: HostsClientDependencies): Promise<HostsClient> {
  const run = { module: serverPath, transport: TransportKind.ipc };
  const latest = { settings: await serverSettings() };
  // The server links to the same file. Where it cannot be read, links lead to its first line.
  const documentation = Uri.file(join(dirname(serverPath), "../docs/hosts-toml.md"));
  const paragraphs = readParagraphs(documentation).catch(() => new Map<string, number>());
  const options: LanguageClientOptions = {
    documentSelector: Object.values(languageIds).map((language) => ({ language })),
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: () => latest.settings,
    diagnosticCollectionName: "hosts-toml",
    middleware: {
      handleDiagnostics: (uri, diagnostics, next) => {
        void (async () => next(uri, linkToParagraphs(diagnostics, await paragraphs)))();
      },
    },
  };
  const client = new LanguageClient("containerRegistries.hosts", "containerd hosts.toml", { run, debug: run }, options);
  const resources = new DisposableStore();
  const sendSettings = async (): Promise<void> => {
    latest.settings = await serverSettings();
    if (client.isRunning()) await client.sendNotification("workspace/didChangeConfiguration", { settings: latest.settings });
  };
  resources.add(client.onRequest(knownRegistriesMethod, knownRegistries));
  resources.add(workspace.onDidGrantWorkspaceTrust(sendSettings));
  resources.add(
    workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration("containerRegistries.hosts")) await sendSettings();
    }),
  );
  try {
    await client.start();
  } catch (error) {
    // Whoever wants it next gets another one.
    resources.dispose();
    throw error;
  }
  resources.add(
    adoptImports(
      (uri) => client.sendRequest<boolean>(configSourceMethod, { textDocument: { uri } }),
      (error) => log.error(String(error)),
    ),
  );
  return {
    restart: () => client.restart(),
    explain: async (params) => (await client.sendRequest<ExplainResult | null>(explainMethod, params)) ?? undefined,
    dispose: () => {
      resources.dispose();
      void client.dispose();
    },
  };
}
