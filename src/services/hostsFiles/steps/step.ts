import { type Text, text } from "../../../core/text.ts";
import type { Answer, Choice, InputPrompt, StepPosition } from "../../prompts/prompter.ts";
import type { WizardStep } from "../../prompts/runSteps.ts";
import type { HostsDraft, HostsWizardPorts } from "../draft.ts";

export type HostsStep = WizardStep<HostsDraft, HostsWizardPorts>;

export const newHostsTomlTitle = text("New hosts.toml");

/** One pick that goes into the draft. */
export async function pick<T>(
  { prompter }: HostsWizardPorts,
  position: StepPosition,
  placeholder: Text,
  choices: readonly Choice<T>[],
  keep: (value: T) => void,
): Promise<Answer<T>> {
  const answer = await prompter.pick({ ...position, title: newHostsTomlTitle, placeholder, choices });
  if (answer.kind === "next") keep(answer.value);
  return answer;
}

/** One text that goes into the draft, trimmed. */
export async function input(
  { prompter }: HostsWizardPorts,
  step: Omit<InputPrompt, "title" | "secret">,
  keep: (value: string) => void,
): Promise<Answer<string>> {
  const answer = await prompter.input({ ...step, title: newHostsTomlTitle, secret: false });
  if (answer.kind === "next") keep(answer.value.trim());
  return answer;
}
