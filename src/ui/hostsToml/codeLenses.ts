import { type CodeLens, type CodeLensProvider, Range, type TextDocument } from "vscode";
import { toCodeLens } from "../../platform/codeLens.ts";
import type { HostChecks } from "./hostChecks.ts";
import { say } from "../../platform/say.ts";

/** Above a registries.yaml: what k3s makes of it. */
export const registriesYamlLenses: CodeLensProvider = {
  provideCodeLenses: ({ uri }) => [
    toCodeLens(new Range(0, 0, 0, 0), say("Show as hosts.toml files…"), "containerRegistries.hosts.new", uri),
  ],
};

/** Above a hosts.toml, and above each of its hosts: what can be asked about it. */
export class HostsCodeLenses implements CodeLensProvider {
  readonly #checks: HostChecks;
  readonly onDidChangeCodeLenses;

  constructor(checks: HostChecks) {
    this.#checks = checks;
    this.onDidChangeCodeLenses = checks.onDidChange;
  }

  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    const explain = toCodeLens(new Range(0, 0, 0, 0), say("Explain pull path…"), "containerRegistries.hosts.explain", document.uri);
    const hosts = await this.#checks.hostsIn(document);
    return [explain, ...hosts.map(({ key, range }) => this.#checkLens(document, key, range))];
  }

  #checkLens({ uri }: TextDocument, key: string, range: Range): CodeLens {
    if (this.#checks.isRunning(key)) return toCodeLens(range, say("Checking…"));
    return toCodeLens(range, say("Check host"), "containerRegistries.hosts.check", uri, key);
  }
}
