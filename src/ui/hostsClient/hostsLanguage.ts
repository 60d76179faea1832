import { type LogOutputChannel, type TextDocument, workspace } from "vscode";
import { type Disposable, DisposableStore } from "../../core/disposable.ts";
import type { HostsClient } from "./hostsClient.ts";

export interface HostsLanguageDependencies {
  readonly serverPath: string;
  readonly log: LogOutputChannel;
  readonly readSettings: () => object;
  readonly reportError: (error: unknown) => void;
}

/** Starts the language client with the first hosts.toml that is open, and not before: it is 400 KB of code. */
export class HostsLanguage implements Disposable {
  readonly #dependencies: HostsLanguageDependencies;
  readonly #resources = new DisposableStore();
  #client: Promise<HostsClient | undefined> | undefined;

  constructor(dependencies: HostsLanguageDependencies) {
    this.#dependencies = dependencies;
    this.#resources.add(workspace.onDidOpenTextDocument((document) => this.#startFor(document)));
    for (const document of workspace.textDocuments) this.#startFor(document);
  }

  /** Stops the server, if it runs, and starts it anew. */
  async restart(): Promise<void> {
    await (await this.#client)?.restart();
  }

  dispose(): void {
    this.#resources.dispose();
    void this.#client?.then((client) => client?.dispose());
  }

  #startFor(document: TextDocument): void {
    if (document.languageId === "hosts-toml") this.#client ??= this.#start();
  }

  async #start(): Promise<HostsClient | undefined> {
    const { serverPath, log, readSettings, reportError } = this.#dependencies;
    try {
      const { startHostsClient } = await import("./hostsClient.ts");
      return await startHostsClient(serverPath, log, readSettings);
    } catch (error) {
      reportError(error);
      return undefined;
    }
  }
}
