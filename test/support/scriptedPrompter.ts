import type { Answer, InputStep, Prompter } from "../../src/services/prompter.ts";

/** What the scripted person does at a step: types a text and presses Enter, presses Back, or Escape. */
export type Move = { readonly type: string } | "back" | "escape";

/** A Prompter that plays a script, and keeps what it was shown. A refused text stays on its step: the next move is made there. */
export function scriptedPrompter(moves: readonly Move[]) {
  const queue = [...moves];
  const steps: InputStep[] = [];
  const refusals: string[] = [];
  const prompter: Prompter = {
    async input(step): Promise<Answer<string>> {
      steps.push(step);
      for (;;) {
        const move = queue.shift();
        if (move === undefined) throw new Error(`the script ends at the step “${step.prompt.text}”`);
        if (move === "back") return { kind: "back" };
        if (move === "escape") return { kind: "cancel" };
        const refusal = step.check(move.type) ?? (await step.submit?.(move.type, new AbortController().signal));
        if (refusal === undefined) return { kind: "next", value: move.type };
        refusals.push(refusal.text);
      }
    },
  };
  return { prompter, steps, refusals };
}
