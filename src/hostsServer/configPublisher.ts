import { type CodeAction, CodeActionKind, type CodeActionParams } from "vscode-languageserver/node";
import { closedFiles } from "../core/fileSystem.ts";
import { plainName } from "../core/visibleText.ts";
import type { ConfigFinding } from "../hosts/containerdConfig/checks/codes.ts";
import { type InspectOptions, inspectConfig, type InspectedConfig } from "../hosts/containerdConfig/inspectConfig.ts";
import { harmlessFixes } from "../hosts/containerdConfig/offers.ts";
import { applySettings } from "../hosts/features/validate.ts";
import { convertCommand } from "../hosts/protocol.ts";
import { LineIndex } from "../hosts/syntax/lines.ts";
import { mostSevere, toDiagnostic } from "./diagnostics.ts";
import { documentKind } from "./documentKind.ts";
import type { DocumentPublisher } from "./documentPublisher.ts";
import { withOpenDocuments } from "./openDocuments.ts";
import { Passes } from "./passes.ts";
import { filePath } from "./paths.ts";
import type { ServerState } from "./state.ts";

/** As many other configurations as a file is looked for in. */
const maxRoots = 8;
/** For one request: each fix is judged by reading the whole configuration. */
const maxFindingsWithFixes = 10;

/** Publishes the findings of containerd's config.toml and of the files that it imports, soon after a change in any of them. */
export class ConfigPublisher implements DocumentPublisher {
  readonly #state: ServerState;
  readonly #passes: Passes;

  constructor(state: ServerState) {
    this.#state = state;
    this.#passes = new Passes(state.machine.watch, (uri) => this.#check(uri));
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
    const wantsFixes = context.only === undefined || context.only.some((only) => only === "" || only === CodeActionKind.QuickFix);
    if (source === undefined || !wantsFixes) return [];
    const options = this.#optionsFor(uri);
    const inspected = await inspectConfig(source.getText(), options);
    const lines = new LineIndex(source.getText());
    const span = { start: lines.offset(range.start), end: lines.offset(range.end) };
    const inside = inspected.findings.filter(({ start, end }) => end >= span.start && start <= span.end);
    const chosen = applySettings(inside, settings.diagnostics).slice(0, maxFindingsWithFixes);
    const actions = await Promise.all(chosen.map((finding) => this.#actionsFor(finding, { inspected, options, lines, uri })));
    return actions.flat();
  }

  async #actionsFor(
    finding: ConfigFinding,
    { inspected, options, lines, uri }: { inspected: InspectedConfig; options: InspectOptions; lines: LineIndex; uri: string },
  ): Promise<CodeAction[]> {
    const { machine, settings } = this.#state;
    const diagnostics = [toDiagnostic(finding, lines, uri, machine.documentation, "config.toml")];
    const kind = CodeActionKind.QuickFix;
    const fixes = (await harmlessFixes(finding, inspected, options)).map(({ title, edits }, index): CodeAction => {
      const changes = { [uri]: edits.map((edit) => ({ range: lines.range(edit), newText: edit.text })) };
      return { title: plainName(title), kind, diagnostics, edit: { changes }, isPreferred: index === 0 };
    });
    if (finding.canConvert !== true || !settings.convertCommand || options.path === "") return fixes;
    const title = "Convert to hosts.toml files…";
    return [...fixes, { title, kind, diagnostics, command: { title, command: convertCommand, arguments: [uri] } }];
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
    const diagnostics = shown.map((finding) => toDiagnostic(finding, lines, uri, machine.documentation, "config.toml"));
    void connection.sendDiagnostics({ uri, version, diagnostics });
  }
}
