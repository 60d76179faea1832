import { type TextDocument, workspace } from "vscode";
import { type Disposable, DisposableStore } from "../../core/disposable.ts";
import { disposalOf, Lazy } from "../../core/lazy.ts";
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
  readonly #resources = new DisposableStore();
  readonly #reportError: (error: unknown) => void;
  readonly #client: Lazy<HostsClient>;

  constructor({ reportError, ...dependencies }: HostsLanguageDependencies) {
    this.#reportError = reportError;
    this.#client = new Lazy(async () => (await import("./languageClient.ts")).startHostsClient(dependencies));
    this.#resources.add(disposalOf(this.#client));
    this.#resources.add(workspace.onDidOpenTextDocument((document) => this.#startFor(document)));
    for (const document of workspace.textDocuments) this.#startFor(document);
  }

  /** Stops the server, if it runs, and starts it anew. Rejects where it does not start. */
  async restart(): Promise<void> {
    const running = await this.#client.wanted?.catch(() => undefined);
    await (running === undefined ? this.#client.get() : running.restart());
  }

  /** How an image is pulled, in Markdown; undefined where no files may be read. Rejects where no server starts. */
  async explain(params: ExplainParams): Promise<ExplainResult | undefined> {
    return (await this.#client.get()).explain(params);
  }

  dispose(): void {
    this.#resources.dispose();
  }

  #startFor(document: TextDocument): void {
    if (kindOfLanguage(document.languageId) !== undefined) void this.#client.get().catch(this.#reportError);
  }
}
