import { CodeLens, type CodeLensProvider, Range, type TextDocument } from "vscode";
import type { HostChecks } from "./hostChecks.ts";
import { say } from "../../platform/say.ts";

/** Above a hosts.toml, and above each of its hosts: what can be asked about it. */
export class HostsCodeLenses implements CodeLensProvider {
  readonly #checks: HostChecks;
  readonly onDidChangeCodeLenses;

  constructor(checks: HostChecks) {
    this.#checks = checks;
    this.onDidChangeCodeLenses = checks.onDidChange;
  }

  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    const explain = new CodeLens(new Range(0, 0, 0, 0), {
      title: say("Explain pull path…"),
      command: "containerRegistries.hosts.explain",
      arguments: [document.uri],
    });
    const hosts = await this.#checks.hostsIn(document);
    return [explain, ...hosts.map(({ key, range }) => this.#checkLens(document, key, range))];
  }

  #checkLens({ uri }: TextDocument, key: string, range: Range): CodeLens {
    if (this.#checks.isRunning(key)) return new CodeLens(range, { title: say("Checking…"), command: "" });
    return new CodeLens(range, { title: say("Check host"), command: "containerRegistries.hosts.check", arguments: [uri, key] });
  }
}
