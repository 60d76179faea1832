import { type TextDocument, workspace } from "vscode";
import { type Disposable, DisposableStore } from "../../core/disposable.ts";
import { kindOfLanguage, languageIds } from "../../hosts/languages.ts";
import type { ExplainParams, ExplainResult } from "../../hosts/protocol.ts";
import type { HostsClient, HostsClientDependencies } from "./languageClient.ts";

/** The id of the language of hosts.toml itself. */
export const hostsTomlLanguage = languageIds.hosts;

export interface HostsLanguageDependencies extends HostsClientDependencies {
  readonly reportError: (error: unknown) => void;
}

/** Starts the language client with the first document of ours that is open, and not before: it is 400 KB of code. */
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

  /** How an image is pulled, in Markdown; undefined where no files may be read, or no server runs. */
  async explain(params: ExplainParams): Promise<ExplainResult | undefined> {
    this.#client ??= this.#start();
    return (await this.#client)?.explain(params);
  }

  dispose(): void {
    this.#resources.dispose();
    void this.#client?.then((client) => client?.dispose());
  }

  #startFor(document: TextDocument): void {
    if (kindOfLanguage(document.languageId) !== undefined) this.#client ??= this.#start();
  }

  async #start(): Promise<HostsClient | undefined> {
    const { reportError, ...dependencies } = this.#dependencies;
    try {
      const { startHostsClient } = await import("./languageClient.ts");
      return await startHostsClient(dependencies);
    } catch (error) {
      reportError(error);
      return undefined;
    }
  }
}
