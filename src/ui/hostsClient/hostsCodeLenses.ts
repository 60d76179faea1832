import { CodeLens, type CodeLensProvider, l10n, Range, type TextDocument } from "vscode";

/** Above a hosts.toml: what can be asked about it. */
export class HostsCodeLenses implements CodeLensProvider {
  provideCodeLenses(document: TextDocument): CodeLens[] {
    return [new CodeLens(new Range(0, 0, 0, 0), { title: l10n.t("Explain pull path…"), command: "containerRegistries.hosts.explain", arguments: [document.uri] })];
  }
}
