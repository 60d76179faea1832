import type { Answer, InputStep, PickStep, Prompter } from "../../src/services/prompter.ts";

/** What the scripted person does at a step: types a text and presses Enter, picks by label, presses Back, or Escape. */
export type Move = { readonly type: string } | { readonly pick: string } | "back" | "escape";

/** A Prompter that plays a script, and keeps what it was shown. A refused text stays on its step: the next move is made there. */
export function scriptedPrompter(moves: readonly Move[]) {
  const queue = [...moves];
  const steps: (InputStep | PickStep<unknown>)[] = [];
  const refusals: string[] = [];
  const next = (step: InputStep | PickStep<unknown>): Move => {
    const move = queue.shift();
    if (move === undefined) throw new Error(`the script ends at “${"prompt" in step ? step.prompt.text : step.placeholder.text}”`);
    return move;
  };
  const prompter: Prompter = {
    async input(step): Promise<Answer<string>> {
      steps.push(step);
      for (;;) {
        const move = next(step);
        if (move === "back") return { kind: "back" };
        if (move === "escape") return { kind: "cancel" };
        if (!("type" in move)) throw new Error(`nothing to pick at “${step.prompt.text}”`);
        const refusal = step.check(move.type)?.text ?? (await submit(step, move.type));
        if (refusal === undefined) return { kind: "next", value: move.type };
        refusals.push(refusal);
      }
    },
    pick<T>(step: PickStep<T>): Promise<Answer<T>> {
      steps.push(step);
      const move = next(step);
      if (move === "back") return Promise.resolve({ kind: "back" });
      if (move === "escape") return Promise.resolve({ kind: "cancel" });
      const chosen = "pick" in move ? step.choices.find(({ label }) => label.text === move.pick) : undefined;
      if (chosen === undefined) throw new Error(`no such choice: ${JSON.stringify(move)}`);
      return Promise.resolve({ kind: "next", value: chosen.value });
    },
  };
  return { prompter, steps, refusals };
}

/** The message of what the slow check throws, as the prompter would say it at the field. */
async function submit(step: InputStep, value: string): Promise<string | undefined> {
  try {
    await step.submit?.(value, new AbortController().signal);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
