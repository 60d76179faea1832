import { languages, type TextDocument, workspace } from "vscode";
import { type Disposable, DisposableStore } from "../../core/disposable.ts";
import { kindOfLanguage, languageIds } from "../../hosts/languages.ts";

/**
 * Gives TOML files that containerd's configuration imports its language, wherever they lie. Each is asked about until it has
 * it, and never again: a person may choose another.
 */
export function adoptImports(isConfigSource: (uri: string) => Promise<boolean>, onError: (error: unknown) => void): Disposable {
  const adopted = new Set<string>();
  const adopt = async (document: TextDocument): Promise<void> => {
    const uri = document.uri.toString();
    if (document.uri.scheme !== "file" || !document.uri.path.endsWith(".toml") || kindOfLanguage(document.languageId) !== undefined) return;
    if (adopted.has(uri) || !(await isConfigSource(uri)) || adopted.has(uri) || document.isClosed) return;
    adopted.add(uri);
    await languages.setTextDocumentLanguage(document, languageIds.containerd);
  };
  const opened = (document: TextDocument): void => {
    // With another configuration, other files are imported.
    const asked = document.languageId === languageIds.containerd ? workspace.textDocuments : [document];
    for (const each of asked) void adopt(each).catch(onError);
  };
  const resources = new DisposableStore();
  resources.add(workspace.onDidOpenTextDocument(opened));
  for (const document of workspace.textDocuments) opened(document);
  return resources;
}
