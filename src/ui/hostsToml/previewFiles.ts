import { commands, EventEmitter, type TextDocumentContentProvider, Uri, window, workspace } from "vscode";
import { type Disposable, DisposableStore } from "../../core/disposable.ts";
import type { NewFile } from "../../services/hostsFiles/newFiles.ts";

/** Shows files that would be written beside those that are there, in VS Code's own editor of changes. Nothing is written. */
export class FilePreviews implements TextDocumentContentProvider, Disposable {
  readonly #resources = new DisposableStore();
  readonly #changes = this.#resources.add(new EventEmitter<Uri>());
  readonly #contents = new Map<string, string>();
  readonly onDidChange = this.#changes.event;
  readonly #scheme: string;
  readonly #title: string;

  /** The title tells the editor of changes from others. */
  constructor(scheme: string, title: string) {
    this.#scheme = scheme;
    this.#title = title;
    this.#resources.add(workspace.registerTextDocumentContentProvider(scheme, this));
  }

  provideTextDocumentContent(uri: Uri): string {
    return this.#contents.get(uri.path) ?? "";
  }

  /** Until what it answers is disposed, the editor stays open. */
  async show(files: readonly NewFile[]): Promise<Disposable> {
    const title = this.#title;
    this.#contents.clear();
    const resources = files.map(({ path, content, replaces }) => {
      const there = Uri.file(path);
      const preview = there.with({ scheme: this.#scheme });
      this.#contents.set(preview.path, content);
      this.#changes.fire(preview);
      return [there, replaces === undefined ? undefined : there, preview];
    });
    await commands.executeCommand("vscode.changes", title, resources);
    return { dispose: () => void closeTabs(title) };
  }

  dispose(): void {
    this.#resources.dispose();
  }
}

/** The API does not say what the editor of changes shows, but for its title. */
async function closeTabs(title: string): Promise<void> {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs).filter(({ label }) => label.startsWith(title));
  if (tabs.length > 0) await window.tabGroups.close(tabs, true);
}
