import { type CodeAction, CodeActionKind, type CodeActionParams } from "vscode-languageserver/node";
import { closedFiles } from "../core/fileSystem.ts";
import type { ConfigFinding } from "../hosts/containerdConfig/checks/codes.ts";
import { type InspectOptions, inspectConfig } from "../hosts/containerdConfig/inspectConfig.ts";
import { type ConfigOffers, configOffers } from "../hosts/containerdConfig/offers.ts";
import { applySettings } from "../hosts/features/validate.ts";
import { convertCommand } from "../hosts/protocol.ts";
import { LineIndex } from "../hosts/syntax/lines.ts";
import { mostSevere, toDiagnostic } from "./diagnostics.ts";
import { documentKind } from "./documentKind.ts";
import type { DocumentPublisher } from "./documentPublisher.ts";
import { withOpenDocuments } from "./openDocuments.ts";
import { Passes } from "./passes.ts";
import { filePath } from "./paths.ts";
import { findingsToFix, toQuickFix, wantsKind } from "./quickFixes.ts";
import { guarded, type ServerState } from "./state.ts";

/** Where a diagnostic says that it comes from. */
const sourceName = "config.toml";
/** As many other configurations as a file is looked for in. */
const maxRoots = 8;
/** For one request: a selection may hold all of a large text. */
const maxFindingsWithFixes = 10;

/** Publishes the findings of containerd's config.toml and of the files that it imports, soon after a change in any of them. */
export class ConfigPublisher implements DocumentPublisher {
  readonly #state: ServerState;
  readonly #passes: Passes;

  constructor(state: ServerState) {
    this.#state = state;
    this.#passes = new Passes(
      state.machine.watch,
      guarded(state, "checks", undefined, (uri: string) => this.#check(uri)),
    );
  }

  /** The files are read together: what one says may be about another. */
  textChanged(uri: string): void {
    for (const open of new Set([uri, ...this.#passes.uris])) this.#passes.soon(open);
  }

  filesChanged(uri: string): void {
    this.#passes.soon(uri);
  }

  closed(uri: string): void {
    this.#passes.drop(uri);
    void this.#state.connection.sendDiagnostics({ uri, diagnostics: [] });
    for (const open of this.#passes.uris) this.#passes.soon(open);
  }

  dispose(): void {
    this.#passes.dispose();
  }

  /** The fixes for what is found in the range, save for codes that are switched off. */
  async codeActions({ textDocument: { uri }, range, context }: CodeActionParams): Promise<CodeAction[]> {
    const { documents, settings } = this.#state;
    const source = documents.get(uri);
    if (source === undefined || !wantsKind(context, CodeActionKind.QuickFix)) return [];
    const options = this.#optionsFor(uri);
    const inspected = await inspectConfig(source.getText(), options);
    const lines = new LineIndex(source.getText());
    const chosen = findingsToFix(inspected.findings, range, lines, { settings: settings.diagnostics, most: maxFindingsWithFixes });
    const request = { offers: configOffers(inspected, options), path: options.path, text: inspected.document.text, lines, uri };
    const actions: CodeAction[] = [];
    for (const finding of chosen) actions.push(...(await this.#actionsFor(finding, request)));
    return actions;
  }

  async #actionsFor(
    finding: ConfigFinding,
    { offers, path, text, lines, uri }: { offers: ConfigOffers; path: string; text: string; lines: LineIndex; uri: string },
  ): Promise<CodeAction[]> {
    const { machine, settings } = this.#state;
    const diagnostic = toDiagnostic(finding, lines, uri, machine.documentation, sourceName);
    const fixed = { uri, text, lines };
    const fixes = await offers(finding);
    const actions = fixes.map((fix, index) => toQuickFix(fix, diagnostic, fixed, index === 0));
    if (finding.canConvert !== true || !settings.convertCommand || path === "") return actions;
    const title = "Convert to hosts.toml files…";
    const command = { title, command: convertCommand, arguments: [uri] };
    return [...actions, { title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], command }];
  }

  #optionsFor(uri: string): InspectOptions {
    const { documents, settings, machine } = this.#state;
    const mayLook = settings.fileChecks;
    return {
      path: filePath(uri) ?? "",
      version: settings.version,
      files: withOpenDocuments(documents, mayLook ? machine.files : closedFiles),
      mayLook,
      machineRoot: machine.containerdConfig,
      openRoots: this.#passes.uris.slice(0, maxRoots).flatMap((open) => filePath(open) ?? []),
    };
  }

  async #check(uri: string): Promise<void> {
    const { documents, settings, connection, machine } = this.#state;
    const source = documents.get(uri);
    if (source === undefined || documentKind(source) !== "containerd") return;
    const { version } = source;
    const text = source.getText();
    const { findings, config } = await inspectConfig(text, this.#optionsFor(uri));
    // A newer text, and newer settings, have a pass of their own on the way.
    if (!this.#passes.has(uri) || source.version !== version || this.#state.settings !== settings) return;
    this.#passes.watch(uri, settings.fileChecks ? config.sources : []);
    const lines = new LineIndex(text);
    const shown = mostSevere(applySettings(findings, settings.diagnostics));
    const diagnostics = shown.map((finding) => toDiagnostic(finding, lines, uri, machine.documentation, sourceName));
    void connection.sendDiagnostics({ uri, version, diagnostics });
  }
}
