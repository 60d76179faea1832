import type { CommandWords } from "../core/shellQuote.ts";
import { confirm } from "./messages.ts";
import { say } from "./say.ts";
import { terminalLine } from "./terminal.ts";

/** Shows the commands that do what was not allowed here, and asks whether to put them into a terminal. Rejects with UnquotableError. */
export function confirmCommands(problem: string, commands: readonly CommandWords[]): Promise<boolean> {
  const offer = `${say("This command does it; it runs only when you press Enter:")}\n\n${terminalLine(commands)}`;
  return confirm(problem, offer, say("Put It into a Terminal"));
}
