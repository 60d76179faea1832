import { type Reference, withoutDigest } from "../../../core/reference.ts";
import { type Text, text } from "../../../core/text.ts";
import type { Choice } from "../../prompts/prompter.ts";
import { engines, findEngine } from "../engine.ts";
import type { EnginePorts } from "../engineCommands.ts";
import type { OfferPorts } from "../offerCommands.ts";
import { copyForms } from "./copyForms.ts";
import { pullCommandsOf } from "./pullCommandsOf.ts";
import { type PullTool, pullTools } from "./pullTool.ts";

export interface CopyPorts extends EnginePorts, OfferPorts {
  /** Whose command is copied; `auto`: the engine's. */
  readonly pullTool: () => "auto" | PullTool;
  /** The link by which VS Code opens the tree at a reference. */
  readonly link: (reference: string) => string;
}

/** Asks in which form an image is to be copied. @returns that line; undefined for none. Rejects as `pullCommandsOf` does. */
export async function offerCopy(reference: Reference, { prompter, line, link, ...ports }: CopyPorts): Promise<string | undefined> {
  const forms = copyForms(reference, link).map(({ name, line: value }) => choiceOf(value, name));
  const commands = await Promise.all(
    pullTools.map(async (tool) => {
      const { commands: words, notes, lacks } = await pullCommandsOf(tool, withoutDigest(reference), ports);
      return choiceOf(line(words), lacks[0] ?? notes[0] ?? text("Pull with {0}", tool));
    }),
  );
  const answer = await prompter.pick({
    title: text("Copy an Image of {0}", reference.host),
    step: 1,
    totalSteps: 1,
    canGoBack: false,
    placeholder: text("What to copy"),
    choices: [...forms, ...commands],
  });
  return answer.kind === "next" ? answer.value : undefined;
}

/** A line, and what no option in it says, without which it fails. */
export interface PullLine {
  readonly line: string;
  readonly lacks: readonly Text[];
}

/** The line by which the tool of the settings pulls an image. It need not be here: the line may be for another machine. */
export async function pullLine(reference: Reference, { line, ...ports }: CopyPorts): Promise<PullLine> {
  const wanted = ports.pullTool();
  const tool = wanted === "auto" ? await findEngine(ports.choice(), ports.spawn).catch(() => engines[1]) : wanted;
  const { commands, lacks } = await pullCommandsOf(tool, withoutDigest(reference), ports);
  return { line: line(commands), lacks };
}

function choiceOf(value: string, detail: Text): Choice<string> {
  return { label: text("{0}", value), detail, value };
}
