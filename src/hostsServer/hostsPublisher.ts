import { checkFiles, watchedPaths } from "../hosts/files/checkFiles.ts";
import { checkDirectoryPlace } from "../hosts/files/checkDirectoryPlace.ts";
import { difference } from "../hosts/syntax/edits.ts";
import { applySettings } from "../hosts/features/validate.ts";
import { splitDirectory } from "../hosts/resolve/goPath.ts";
import type { Finding } from "../hosts/findings.ts";
import { type Analysis, joinFindings } from "./analyses.ts";
import type { ContainerdConfigs } from "./containerdConfigs.ts";
import { mostSevere, toDiagnostic } from "./diagnostics.ts";
import type { DocumentPublisher } from "./documentPublisher.ts";
import { Passes } from "./passes.ts";
import { analysisOf, guarded, type ServerState, textContextOf } from "./state.ts";

/** What was found last in the files of one document, and the text that it was found in. */
interface FileFindings {
  readonly text: string;
  readonly findings: readonly Finding[];
}

/** Publishes the findings of a hosts.toml: those of the text at once, and those of the files in one pass that follows. */
export class HostsPublisher implements DocumentPublisher {
  readonly #state: ServerState;
  readonly #passes: Passes;
  readonly #last = new Map<string, FileFindings>();
  readonly #configs: ContainerdConfigs;

  constructor(state: ServerState, configs: ContainerdConfigs) {
    this.#state = state;
    this.#configs = configs;
    this.#passes = new Passes(
      state.machine.watch,
      guarded(state, "file checks", undefined, (uri: string) => this.#checkFiles(uri)),
    );
  }

  textChanged(uri: string): void {
    const analysis = analysisOf(this.#state, uri);
    if (analysis === undefined) return;
    if (!this.#hasFiles(analysis)) this.#drop(uri);
    this.#publish(analysis, untouched(this.#last.get(uri), analysis.document.text));
    this.filesChanged(uri);
  }

  /** Looks at the files again, soon. */
  filesChanged(uri: string): void {
    const analysis = analysisOf(this.#state, uri);
    if (analysis === undefined || !this.#hasFiles(analysis)) return;
    this.#passes.soon(uri);
  }

  closed(uri: string): void {
    this.#drop(uri);
    this.#state.analyses.forget(uri);
    void this.#state.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  dispose(): void {
    this.#passes.dispose();
  }

  #drop(uri: string): void {
    this.#passes.drop(uri);
    this.#last.delete(uri);
  }

  /** Whether it points to files of this machine: a file elsewhere speaks of the paths of another one. */
  #hasFiles({ directory, isLarge }: Analysis): boolean {
    const { fileChecks, directories } = this.#state.settings;
    return !isLarge && fileChecks && directories.includes(splitDirectory(directory).parent);
  }

  async #checkFiles(uri: string): Promise<void> {
    const { machine, settings } = this.#state;
    const analysis = analysisOf(this.#state, uri);
    if (analysis === undefined) return;
    const { document, directory, version } = analysis;
    const location = { version, directory, roots: settings.directories, config: await this.#configs.get(version) };
    const findings = [
      ...(await checkFiles(document, machine.files, { version, directory, now: machine.now() })),
      ...(await checkDirectoryPlace(document, machine.files, location)),
    ];
    // A newer text has a pass of its own on the way.
    if (!this.#passes.has(uri) || analysisOf(this.#state, uri) !== analysis) return;
    this.#passes.watch(uri, watchedPaths(document, { version, directory }));
    this.#last.set(uri, { text: document.text, findings });
    analysis.fileFindings = findings;
    this.#publish(analysis, findings);
  }

  #publish(analysis: Analysis, fileFindings: readonly Finding[]): void {
    const { connection, settings, machine } = this.#state;
    const { uri, documentVersion } = analysis;
    const all = joinFindings(analysis.textFindings(textContextOf(this.#state)), fileFindings);
    const diagnostics = mostSevere(applySettings(all, settings.diagnostics)).map((finding) =>
      toDiagnostic(finding, analysis.lines, uri, machine.documentation),
    );
    void connection.sendDiagnostics({ uri, version: documentVersion, diagnostics });
  }
}

/** The last findings of the files, save for those that the text has changed under: without them all would flicker at each key. */
function untouched(last: FileFindings | undefined, text: string): readonly Finding[] {
  if (last === undefined || last.findings.length === 0) return [];
  const edit = difference(last.text, text);
  const growth = text.length - last.text.length;
  return last.findings.flatMap((finding) => {
    if (finding.end < edit.start) return [finding];
    return finding.start > edit.end ? [{ ...finding, start: finding.start + growth, end: finding.end + growth }] : [];
  });
}
