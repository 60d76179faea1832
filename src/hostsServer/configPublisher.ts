import { checkConfigSyntax } from "../hosts/containerdConfig/checks/syntax.ts";
import { isLarge } from "../hosts/features/largeText.ts";
import { applySettings } from "../hosts/features/validate.ts";
import { LineIndex } from "../hosts/syntax/lines.ts";
import { scanDocument, scanProblems } from "../hosts/syntax/scan.ts";
import { mostSevere, toDiagnostic } from "./diagnostics.ts";
import type { DocumentPublisher } from "./documentPublisher.ts";
import type { ServerState } from "./state.ts";

/** After the last change of the text. */
const delayMs = 200;

/** Publishes the findings of containerd's config.toml and of the files that it imports, soon after a change. */
export class ConfigPublisher implements DocumentPublisher {
  readonly #state: ServerState;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(state: ServerState) {
    this.#state = state;
  }

  textChanged(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.set(
      uri,
      setTimeout(() => this.#check(uri), delayMs),
    );
  }

  filesChanged(uri: string): void {
    this.textChanged(uri);
  }

  closed(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.delete(uri);
    void this.#state.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #check(uri: string): void {
    const { documents, settings, connection, machine } = this.#state;
    const source = documents.get(uri);
    if (source === undefined) return;
    const text = source.getText();
    const document = isLarge(text) ? scanProblems(text) : scanDocument(text);
    const lines = new LineIndex(text);
    const findings = applySettings(checkConfigSyntax(document, settings.version), settings.diagnostics);
    const diagnostics = mostSevere(findings).map((finding) => toDiagnostic(finding, lines, uri, machine.documentation, "config.toml"));
    void connection.sendDiagnostics({ uri, version: source.version, diagnostics });
  }
}
