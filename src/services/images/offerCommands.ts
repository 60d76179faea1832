import { type Text, text } from "../../core/text.ts";
import type { CommandWords } from "../../core/shellQuote.ts";
import type { Answer, PromptFrame, Prompter } from "../prompts/prompter.ts";
import type { EngineCommands } from "./engineCommands.ts";

/** What becomes of the commands. */
export type CommandsUse = "run" | "copy";

export interface OfferPorts {
  readonly prompter: Prompter;
  /** The line by which a terminal runs the commands. Throws UnquotableError. */
  readonly line: (commands: readonly CommandWords[]) => string;
}

/** Shows the commands, and what is to be known of them: the names in them are a registry's own, and nothing runs unseen. */
export function offerCommands(
  frame: PromptFrame,
  { commands, notes }: Pick<EngineCommands, "commands" | "notes">,
  run: { readonly label: Text; readonly detail: Text },
  { prompter, line }: OfferPorts,
): Promise<Answer<CommandsUse>> {
  return prompter.pick<CommandsUse>({
    ...frame,
    placeholder: text("What will be done"),
    notes: [...commands.map((command) => text("{0}", line([command]))), ...notes],
    choices: [
      { ...run, value: "run" },
      { label: text("Copy the commands"), detail: text("Nothing runs"), value: "copy" },
    ],
  });
}
