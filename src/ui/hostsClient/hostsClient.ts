import { type LogOutputChannel, workspace } from "vscode";
import { LanguageClient, type LanguageClientOptions, RevealOutputChannelOn, TransportKind } from "vscode-languageclient/node";
import type { Disposable } from "../../core/disposable.ts";

/** The running language server for hosts.toml, seen from VS Code. */
export interface HostsClient extends Disposable {
  restart(): Promise<void>;
}

/**
 * Starts the language server (`serverPath`: dist/hostsServer.js) in a process of its own. This module brings
 * vscode-languageclient along, so it is imported when the first hosts.toml is opened. `readSettings` gives the
 * server's settings, which are sent at the start and at each change.
 */
export async function startHostsClient(serverPath: string, log: LogOutputChannel, readSettings: () => object): Promise<HostsClient> {
  const run = { module: serverPath, transport: TransportKind.ipc };
  const options: LanguageClientOptions = {
    documentSelector: [{ language: "hosts-toml" }],
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: readSettings,
    diagnosticCollectionName: "hosts-toml",
  };
  const client = new LanguageClient("containerRegistries.hosts", "containerd hosts.toml", { run, debug: run }, options);
  const settings = workspace.onDidChangeConfiguration(async (change) => {
    if (change.affectsConfiguration("containerRegistries.hosts")) {
      await client.sendNotification("workspace/didChangeConfiguration", { settings: readSettings() });
    }
  });
  await client.start();
  return {
    restart: () => client.restart(),
    dispose: () => {
      settings.dispose();
      void client.dispose();
    },
  };
}
