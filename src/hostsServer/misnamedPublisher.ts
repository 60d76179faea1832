import { applySettings, validate } from "../hosts/features/validate.ts";
import { firstLineOf, LineIndex } from "../hosts/syntax/lines.ts";
import { scanDocument } from "../hosts/syntax/scan.ts";
import { toDiagnostic } from "./diagnostics.ts";
import type { DocumentPublisher } from "./documentPublisher.ts";
import { directoryOf, fileNameOf } from "./paths.ts";
import type { ServerState } from "./state.ts";

/** Says of a hosts.yaml that nobody reads it, and nothing of what is in it. */
export class MisnamedPublisher implements DocumentPublisher {
  readonly #state: ServerState;

  constructor(state: ServerState) {
    this.#state = state;
  }

  textChanged(uri: string): void {
    const { documents, settings, connection, machine } = this.#state;
    const source = documents.get(uri);
    if (source === undefined) return;
    const text = source.getText();
    const firstLine = text.slice(0, firstLineOf(text).end);
    const location = { directory: directoryOf(uri), fileName: fileNameOf(uri), roots: settings.directories };
    const findings = applySettings(validate(scanDocument(firstLine), { version: settings.version, ...location }), settings.diagnostics);
    const lines = new LineIndex(firstLine);
    const diagnostics = findings.map((finding) => toDiagnostic(finding, lines, uri, machine.documentation));
    void connection.sendDiagnostics({ uri, version: source.version, diagnostics });
  }

  filesChanged(): void {}

  closed(uri: string): void {
    void this.#state.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  dispose(): void {}
}
