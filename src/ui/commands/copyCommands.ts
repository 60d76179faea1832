import type { CommandWords } from "../../core/shellQuote.ts";
import { copyText } from "../../platform/clipboard.ts";
import { say } from "../../platform/say.ts";
import { terminalLine } from "../../platform/terminal.ts";

/** Puts the line that runs the commands in this person's shell on the clipboard. Rejects with UnquotableError. */
export async function copyCommands(commands: readonly CommandWords[]): Promise<void> {
  await copyText(terminalLine(commands), say("Copied the commands"));
}
