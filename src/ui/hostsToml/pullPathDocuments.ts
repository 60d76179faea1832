import { EventEmitter, type TextDocument, type TextDocumentContentProvider, Uri, ViewColumn, window, workspace } from "vscode";
import { type Disposable, DisposableStore, toDisposable } from "../../core/disposable.ts";
import type { ExplainParams, ExplainResult } from "../../hosts/protocol.ts";
import { hostsTomlLanguage } from "./language.ts";
import { plainDocument } from "../../platform/plainText.ts";
import { say } from "../../platform/say.ts";

const pullPathScheme = "containerd-pull-path";
/** After the last key stroke in a hosts.toml. */
const updateDelayMs = 150;

/** Read-only documents that say how an image is pulled, and follow the hosts.toml files while these are edited. */
export class PullPathDocuments implements TextDocumentContentProvider, Disposable {
  readonly #explain: (params: ExplainParams) => Promise<ExplainResult | undefined>;
  readonly #resources = new DisposableStore();
  readonly #changes = this.#resources.add(new EventEmitter<Uri>());
  readonly onDidChange = this.#changes.event;
  #timer: NodeJS.Timeout | undefined;

  constructor(explain: (params: ExplainParams) => Promise<ExplainResult | undefined>) {
    this.#explain = explain;
    const follow = (document: TextDocument): void => {
      if (document.languageId === hostsTomlLanguage) this.#updateSoon();
    };
    this.#resources.add(workspace.registerTextDocumentContentProvider(pullPathScheme, this));
    this.#resources.add(workspace.onDidChangeTextDocument(({ document }) => follow(document)));
    this.#resources.add(workspace.onDidSaveTextDocument(follow));
    this.#resources.add(workspace.onDidCloseTextDocument(follow));
    this.#resources.add(workspace.onDidGrantWorkspaceTrust(() => this.#updateSoon()));
    this.#resources.add(
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration("containerRegistries.hosts")) this.#updateSoon();
      }),
    );
    this.#resources.add(toDisposable(() => clearTimeout(this.#timer)));
  }

  /** Opens the document beside the active editor. */
  async show(params: ExplainParams): Promise<void> {
    const name = params.reference.replace(/^.*\//, "");
    const uri = Uri.from({ scheme: pullPathScheme, path: `/${say("Pull path of {0}", name)}.md`, query: JSON.stringify(params) });
    await window.showTextDocument(uri, { viewColumn: ViewColumn.Beside, preserveFocus: true, preview: true });
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const result = await this.#explain(JSON.parse(uri.query) as ExplainParams);
    const text = result?.text ?? say("Nothing can be explained: no files are read in an untrusted folder.");
    return plainDocument(text);
  }

  dispose(): void {
    this.#resources.dispose();
  }

  #updateSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      for (const { uri } of workspace.textDocuments) if (uri.scheme === pullPathScheme) this.#changes.fire(uri);
    }, updateDelayMs);
  }
}
