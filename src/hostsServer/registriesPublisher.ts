import { type CodeAction, CodeActionKind, type CodeActionParams } from "vscode-languageserver/node";
import { applySettings } from "../hosts/features/validate.ts";
import { LineIndex } from "../hosts/syntax/lines.ts";
import { mostSevere, toDiagnostic } from "./diagnostics.ts";
import type { DocumentPublisher } from "./documentPublisher.ts";
import { Passes } from "./passes.ts";
import { findingsToFix, toQuickFix, wantsKind } from "./quickFixes.ts";
import { guarded, type ServerState } from "./state.ts";

/** Where a diagnostic says that it comes from. */
const sourceName = "registries.yaml";
/** For one request: each fix is tried on the whole text. */
const maxFindingsWithFixes = 10;

/** Publishes the findings of a registries.yaml, soon after a change. */
export class RegistriesPublisher implements DocumentPublisher {
  readonly #state: ServerState;
  readonly #passes: Passes;

  constructor(state: ServerState) {
    this.#state = state;
    this.#passes = new Passes(
      state.machine.watch,
      guarded(state, "checks", undefined, (uri: string) => this.#check(uri)),
    );
  }

  textChanged(uri: string): void {
    this.#passes.soon(uri);
  }

  filesChanged(): void {}

  closed(uri: string): void {
    this.#passes.drop(uri);
    void this.#state.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  dispose(): void {
    this.#passes.dispose();
  }

  /** The fixes for what is found in the range, save for codes that are switched off. */
  async codeActions({ textDocument: { uri }, range, context }: CodeActionParams): Promise<CodeAction[]> {
    const { checkRegistries } = await import("../hosts/k3s/checkRegistries.ts");
    const { documents, settings, machine } = this.#state;
    const text = documents.get(uri)?.getText();
    if (text === undefined || !wantsKind(context, CodeActionKind.QuickFix)) return [];
    const lines = new LineIndex(text);
    const found = checkRegistries(text);
    const { createRegistriesOffers } = await import("../hosts/k3s/registriesFixes.ts");
    const fixFor = createRegistriesOffers(text, found, checkRegistries);
    return findingsToFix(found, range, lines, { settings: settings.diagnostics, most: maxFindingsWithFixes }).flatMap((finding) => {
      const fix = fixFor(finding);
      const diagnostic = toDiagnostic(finding, lines, uri, machine.documentation, sourceName);
      return fix === undefined ? [] : [toQuickFix(fix, diagnostic, { uri, text, lines }, true)];
    });
  }

  async #check(uri: string): Promise<void> {
    const { checkRegistries } = await import("../hosts/k3s/checkRegistries.ts");
    const { documents, settings, connection, machine } = this.#state;
    const source = documents.get(uri);
    if (source === undefined) return;
    const text = source.getText();
    const lines = new LineIndex(text);
    const diagnostics = mostSevere(applySettings(checkRegistries(text), settings.diagnostics)).map((finding) =>
      toDiagnostic(finding, lines, uri, machine.documentation, sourceName),
    );
    void connection.sendDiagnostics({ uri, version: source.version, diagnostics });
  }
}
