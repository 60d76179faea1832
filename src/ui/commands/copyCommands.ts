import { env } from "vscode";
import type { CommandWords } from "../../core/shellQuote.ts";
import { showInStatusBar } from "../../platform/messages.ts";
import { say } from "../../platform/say.ts";
import { terminalLine } from "../../platform/terminal.ts";

/** Puts the line that runs the commands in this person's shell on the clipboard. Rejects with UnquotableError. */
export async function copyCommands(commands: readonly CommandWords[]): Promise<void> {
  await env.clipboard.writeText(terminalLine(commands));
  showInStatusBar(say("Copied the commands"), 3000);
}
