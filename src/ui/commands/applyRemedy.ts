import { commands, Uri, window } from "vscode";
import type { FileSystem } from "../../core/fileSystem.ts";
import type { Spawn } from "../../core/spawn.ts";
import { runInTerminal } from "../../platform/terminal.ts";
import type { LoginFlowPorts } from "../../services/login/draft.ts";
import { foundCommand } from "../../services/login/foundCommand.ts";
import { writeTemplate } from "../../services/login/writeTemplate.ts";

/** Does what a login offers against a problem: a command in a terminal, a file in an editor, or another window. */
export async function applyRemedy(
  remedy: Parameters<LoginFlowPorts["applyRemedy"]>[0],
  files: FileSystem,
  spawn: Pick<Spawn, "find">,
): Promise<void> {
  if (remedy.kind === "terminal") return runInTerminal([remedy.program, ...remedy.args].join(" "), await foundCommand(remedy, spawn));
  if (remedy.kind === "window") {
    await commands.executeCommand("vscode.newWindow", { remoteAuthority: remedy.remoteAuthority, reuseWindow: false });
    return;
  }
  await writeTemplate(files, remedy.path, remedy.content);
  await window.showTextDocument(Uri.file(remedy.path));
}
