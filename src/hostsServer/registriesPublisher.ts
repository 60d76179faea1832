import { type CodeAction, CodeActionKind, type CodeActionParams } from "vscode-languageserver/node";
import { plainName } from "../core/visibleText.ts";
import { applySettings } from "../hosts/features/validate.ts";
import { createRegistriesOffers } from "../hosts/k3s/registriesFixes.ts";
import { LineIndex } from "../hosts/syntax/lines.ts";
import { mostSevere, toDiagnostic } from "./diagnostics.ts";
import type { DocumentPublisher } from "./documentPublisher.ts";
import { Passes } from "./passes.ts";
import type { ServerState } from "./state.ts";

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
    this.#passes = new Passes(state.machine.watch, (uri) => this.#check(uri));
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
    const wantsFixes = context.only === undefined || context.only.some((only) => only === "" || only === CodeActionKind.QuickFix);
    if (text === undefined || !wantsFixes) return [];
    const lines = new LineIndex(text);
    const [from, to] = [lines.offset(range.start), lines.offset(range.end)];
    const found = checkRegistries(text);
    const fixFor = createRegistriesOffers(text, found, checkRegistries);
    const inside = found.filter(({ start, end }) => end >= from && start <= to);
    return applySettings(inside, settings.diagnostics)
      .slice(0, maxFindingsWithFixes)
      .flatMap((finding): CodeAction[] => {
        const fix = fixFor(finding);
        if (fix === undefined) return [];
        const changes = { [uri]: fix.edits.map((edit) => ({ range: lines.range(edit), newText: edit.text })) };
        const diagnostics = [toDiagnostic(finding, lines, uri, machine.documentation, sourceName)];
        return [{ title: plainName(fix.title), kind: CodeActionKind.QuickFix, diagnostics, edit: { changes }, isPreferred: true }];
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
