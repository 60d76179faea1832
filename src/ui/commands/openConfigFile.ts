import { l10n, Uri, window, workspace } from "vscode";

/** Opens config.json in an editor; where there is none yet, says so. */
export async function openConfigFileCommand(configPath: string): Promise<void> {
  const uri = Uri.file(configPath);
  try {
    await workspace.fs.stat(uri);
  } catch {
    void window.showInformationMessage(l10n.t("There is no {0} yet; the first login makes it.", configPath));
    return;
  }
  await window.showTextDocument(uri);
}
