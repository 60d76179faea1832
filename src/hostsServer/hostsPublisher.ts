import { DisposableStore } from "../core/disposable.ts";
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
import { analysisOf, type ServerState, textContextOf } from "./state.ts";

/** After the last change of the text, or of a file that it points to. */
const filePassDelayMs = 200;
const maxWatched = 64;

/** What is under way, or was found last, for the files of one document. */
interface FileFindings {
  watched: DisposableStore;
  timer: NodeJS.Timeout | undefined;
  /** What was found, in the text that it was found in. */
  last: { readonly text: string; readonly findings: readonly Finding[] };
}

/** Publishes the findings of a hosts.toml: those of the text at once, and those of the files in one pass that follows. */
export class HostsPublisher implements DocumentPublisher {
  readonly #state: ServerState;
  readonly #passes = new Map<string, FileFindings>();
  readonly #configs: ContainerdConfigs;

  constructor(state: ServerState, configs: ContainerdConfigs) {
    this.#state = state;
    this.#configs = configs;
  }

  textChanged(uri: string): void {
    const analysis = analysisOf(this.#state, uri);
    if (analysis === undefined) return;
    if (!this.#hasFiles(analysis)) this.#drop(uri);
    this.#publish(analysis, untouched(this.#passes.get(uri), analysis.document.text));
    this.filesChanged(uri);
  }

  /** Looks at the files again, soon. */
  filesChanged(uri: string): void {
    const analysis = analysisOf(this.#state, uri);
    if (analysis === undefined || !this.#hasFiles(analysis)) return;
    const pass = this.#passes.get(uri) ?? { watched: new DisposableStore(), timer: undefined, last: { text: "", findings: [] } };
    this.#passes.set(uri, pass);
    clearTimeout(pass.timer);
    pass.timer = setTimeout(() => void this.#checkFiles(uri), filePassDelayMs);
  }

  closed(uri: string): void {
    this.#drop(uri);
    this.#state.analyses.forget(uri);
    void this.#state.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  dispose(): void {
    for (const uri of this.#passes.keys()) this.#drop(uri);
  }

  #drop(uri: string): void {
    const pass = this.#passes.get(uri);
    clearTimeout(pass?.timer);
    pass?.watched.dispose();
    this.#passes.delete(uri);
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
    const place = { version, directory, roots: settings.directories, config: await this.#configs.get(version) };
    const findings = [
      ...(await checkFiles(document, machine.files, { version, directory, now: machine.now() })),
      ...(await checkDirectoryPlace(document, machine.files, place)),
    ];
    const pass = this.#passes.get(uri);
    // A newer text has a pass of its own on the way.
    if (pass === undefined || analysisOf(this.#state, uri) !== analysis) return;
    pass.watched.dispose();
    pass.watched = this.#watch(analysis);
    pass.last = { text: document.text, findings };
    analysis.fileFindings = findings;
    this.#publish(analysis, findings);
  }

  #watch({ uri, document, version, directory }: Analysis): DisposableStore {
    const watched = new DisposableStore();
    for (const path of watchedPaths(document, { version, directory }).slice(0, maxWatched)) {
      watched.add(this.#state.machine.watch.watchFile(path, () => this.filesChanged(uri)));
    }
    return watched;
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
function untouched(pass: FileFindings | undefined, text: string): readonly Finding[] {
  if (pass === undefined || pass.last.findings.length === 0) return [];
  const edit = difference(pass.last.text, text);
  const growth = text.length - pass.last.text.length;
  return pass.last.findings.flatMap((finding) => {
    if (finding.end < edit.start) return [finding];
    return finding.start > edit.end ? [{ ...finding, start: finding.start + growth, end: finding.end + growth }] : [];
  });
}
