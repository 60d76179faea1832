import { dirname } from "node:path";
import {
  type DecorationOptions,
  EventEmitter,
  Range,
  type TextDocument,
  type TextEditor,
  ThemeColor,
  type Uri,
  window,
  workspace,
} from "vscode";
import { type Disposable, DisposableStore, toDisposable } from "../../core/disposable.ts";
import { type HostAttempt, type NamedHost, namedHosts } from "../../services/hostsFiles/checkHost.ts";
import type { HostsVersion } from "../../services/reach/containerdInUse.ts";
import { checkDetail, checkLine } from "./checkText.ts";
import { hostsTomlLanguage } from "./language.ts";
import { afterLine } from "../../platform/decoration.ts";
import { say } from "../../platform/say.ts";

export interface HostChecksDependencies {
  readonly hostsVersion: HostsVersion;
  readonly check: (host: NamedHost, signal: AbortSignal) => Promise<readonly HostAttempt[]>;
}

/** A host as a lens above it is about it. */
export interface CheckableHost {
  /** Equal for the same settings: a result is about those, wherever they stand in the file. */
  readonly key: string;
  readonly host: NamedHost;
  readonly range: Range;
}

type CheckState = "running" | readonly HostAttempt[];

/** Tries hosts of hosts.toml files when a person asks for it, and shows each result beside its line while the settings stay as they are. */
export class HostChecks implements Disposable {
  readonly #dependencies: HostChecksDependencies;
  readonly #resources = new DisposableStore();
  readonly #states = new Map<string, CheckState>();
  readonly #closing = new AbortController();
  readonly #changes = this.#resources.add(new EventEmitter<void>());
  readonly onDidChange = this.#changes.event;
  readonly #decoration = this.#resources.add(
    window.createTextEditorDecorationType({ after: { margin: "0 1em 0 2em", color: new ThemeColor("editorCodeLens.foreground") } }),
  );

  constructor(dependencies: HostChecksDependencies) {
    this.#dependencies = dependencies;
    this.#resources.add(toDisposable(() => this.#closing.abort()));
    this.#resources.add(window.onDidChangeVisibleTextEditors((editors) => this.#draw(editors)));
    this.#resources.add(
      workspace.onDidChangeTextDocument(({ document }) =>
        this.#draw(window.visibleTextEditors.filter((editor) => editor.document === document)),
      ),
    );
  }

  /** The hosts that the document names; none where nothing may be tried. */
  async hostsIn(document: TextDocument): Promise<readonly CheckableHost[]> {
    if (!workspace.isTrusted || document.uri.scheme !== "file") return [];
    const { version } = await this.#dependencies.hostsVersion.current();
    return namedHosts(document.getText(), dirname(document.uri.fsPath), version).map((host) => {
      const { at, ...settings } = host.placed;
      const key = JSON.stringify([document.uri.toString(), host.registry, settings]);
      return { key, host, range: new Range(document.positionAt(at.start), document.positionAt(at.end)) };
    });
  }

  isRunning(key: string): boolean {
    return this.#states.get(key) === "running";
  }

  /** Tries a host, and shows what came of it. */
  async run(uri: Uri, key: string): Promise<void> {
    if (this.isRunning(key)) return;
    const document = await workspace.openTextDocument(uri);
    const found = (await this.hostsIn(document)).find((each) => each.key === key);
    if (found === undefined) return;
    try {
      this.#set(key, "running");
      this.#set(key, await this.#dependencies.check(found.host, this.#closing.signal));
    } catch (error) {
      this.#states.delete(key);
      this.#show();
      throw error;
    }
  }

  dispose(): void {
    this.#resources.dispose();
  }

  #set(key: string, state: CheckState): void {
    this.#states.set(key, state);
    this.#show();
  }

  #show(): void {
    if (this.#closing.signal.aborted) return;
    this.#changes.fire();
    this.#draw(window.visibleTextEditors);
  }

  #draw(editors: readonly TextEditor[]): void {
    for (const editor of editors) if (editor.document.languageId === hostsTomlLanguage && this.#states.size > 0) void this.#drawIn(editor);
  }

  async #drawIn(editor: TextEditor): Promise<void> {
    const hosts = await this.hostsIn(editor.document);
    editor.setDecorations(
      this.#decoration,
      hosts.flatMap(({ key, range, host }) => {
        const state = this.#states.get(key);
        return state === undefined ? [] : [decorationOf(state, editor.document.lineAt(range.end.line).range, host.dropped)];
      }),
    );
  }
}

function decorationOf(state: CheckState, line: Range, dropped: string | undefined): DecorationOptions {
  if (state === "running") return afterLine(line, say("checking…"));
  return afterLine(line, checkLine(state, dropped !== undefined), checkDetail(state, dropped));
}
