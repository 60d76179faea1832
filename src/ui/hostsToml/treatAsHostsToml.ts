import { languages, window } from "vscode";
import { hostsTomlLanguage } from "./language.ts";
import { showInformation } from "../../platform/messages.ts";
import { say } from "../../platform/say.ts";

/** Gives the active document the language of hosts.toml, wherever it lies. */
export async function treatAsHostsTomlCommand(): Promise<void> {
  const editor = window.activeTextEditor;
  if (editor === undefined) void showInformation(say("Open the file first."));
  else await languages.setTextDocumentLanguage(editor.document, hostsTomlLanguage);
}
