import { Uri, workspace } from "vscode";
import { CredentialsError } from "../../credentials/credentialsError.ts";
import type { TreeNode } from "../tree/node.ts";
import { showInformation } from "../../platform/messages.ts";
import { say } from "../../platform/say.ts";
import { openFile } from "./openFile.ts";

/** Opens config.json in an editor; where there is none yet, says so. From the row of a mistake: its file, at its place. */
export async function openConfigFileCommand(configPath: string, node?: TreeNode): Promise<void> {
  const params = node?.kind === "error" && node.error instanceof CredentialsError ? node.error.params : {};
  const uri = Uri.file(typeof params["path"] === "string" ? params["path"] : configPath);
  try {
    await workspace.fs.stat(uri);
  } catch {
    void showInformation(say("There is no {0} yet; the first login creates it.", uri.fsPath));
    return;
  }
  await openFile(uri, params);
}
