import { l10n, languages, window } from "vscode";
import { hostsTomlLanguage } from "./language.ts";

/** Gives the active document the language of hosts.toml, wherever it lies. */
export async function treatAsHostsTomlCommand(): Promise<void> {
  const editor = window.activeTextEditor;
  if (editor === undefined) void window.showInformationMessage(l10n.t("Open the file first."));
  else await languages.setTextDocumentLanguage(editor.document, hostsTomlLanguage);
}
