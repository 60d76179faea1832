import { isAbort } from "../../src/core/errors.ts";
import { RegistryError } from "../../src/core/registryError.ts";
import type { Text } from "../../src/core/text.ts";
import type { Answer, Choice, InputPrompt, ListPrompter, PickManyPrompt, PickPrompt } from "../../src/services/prompts/prompter.ts";

/**
 * What the scripted person does at a step: types or pastes a text and presses Enter, picks by label (its places unfilled), presses Back,
 * or Escape; of a list of several, picks those whose labels say so. At a list, a text picks the first choice that it stands for, or the one that `as` names.
 */
export type Move =
  | { readonly type: string; readonly as?: string }
  | { readonly paste: string; readonly as?: string }
  | { readonly pick: string }
  /** The choice whose label is nothing but this host, or line. */
  | { readonly pickHost: string }
  | { readonly pickMany: readonly string[] }
  | "back"
  | "escape";

/** A Prompter that plays a script, and keeps what it was shown. A refused text stays on its step: the next move is made there. */
export function scriptedPrompter(moves: readonly Move[]) {
  const queue = [...moves];
  const steps: (InputPrompt | PickPrompt<unknown> | PickManyPrompt<unknown>)[] = [];
  const refusals: string[] = [];
  const next = (step: InputPrompt | PickPrompt<unknown> | PickManyPrompt<unknown>): Move => {
    const move = queue.shift();
    if (move === undefined) throw new Error(`the script ends at “${"prompt" in step ? step.prompt.text : step.placeholder.text}”`);
    return move;
  };
  const prompter: ListPrompter = {
    async input(step): Promise<Answer<string>> {
      steps.push(step);
      for (;;) {
        const move = next(step);
        if (move === "back") return { kind: "back" };
        if (move === "escape") return { kind: "cancel" };
        if ("pick" in move || "pickHost" in move || "pickMany" in move) throw new Error(`nothing to pick at “${step.prompt.text}”`);
        const value = textOf(step, move);
        const refusal = step.check(value)?.text ?? (await submit(step, value));
        if (refusal === undefined) return { kind: "next", value };
        refusals.push(refusal);
      }
    },
    pick<T>(step: PickPrompt<T>): Promise<Answer<T>> {
      steps.push(step);
      const move = next(step);
      if (move === "back") return Promise.resolve({ kind: "back" });
      if (move === "escape") return Promise.resolve({ kind: "cancel" });
      if ("pickMany" in move) throw new Error(`one is to be picked at “${step.placeholder.text}”`);
      if ("pickHost" in move) {
        const host = step.choices.find(({ label }) => label.text === "{0}" && label.args?.[0] === move.pickHost);
        if (host === undefined) throw new Error(`no such host: ${move.pickHost}`);
        return Promise.resolve({ kind: "next", value: host.value });
      }
      const choices = "pick" in move ? step.choices : (step.choicesOf?.(textOf(step, move)) ?? []);
      const wanted = "pick" in move ? move.pick : move.as;
      const chosen: Choice<T> | undefined = choices.find(({ label }) => wanted === undefined || label.text === wanted);
      if (chosen === undefined) throw new Error(`no such choice: ${JSON.stringify(move)}`);
      return Promise.resolve({ kind: "next", value: chosen.value });
    },
    pickMany<T>(step: PickManyPrompt<T>): Promise<Answer<readonly T[]>> {
      steps.push(step);
      const move = next(step);
      if (move === "back") return Promise.resolve({ kind: "back" });
      if (typeof move === "string" || !("pickMany" in move)) return Promise.resolve({ kind: "cancel" });
      const named = ({ label }: Choice<T>): boolean => move.pickMany.includes(label.args?.[0] ?? label.text);
      return Promise.resolve({ kind: "next", value: step.choices.filter(named).map(({ value }) => value) });
    },
    wait: (_, task) => task(new AbortController().signal),
  };
  return { prompter, steps, refusals };
}

/** What stands in the field after a text was typed or pasted. */
function textOf(step: InputPrompt | PickPrompt<unknown>, move: { readonly type: string } | { readonly paste: string }): string {
  return "type" in move ? move.type : (step.absorb?.(move.paste) ?? move.paste);
}

/** A sentence with its places filled. */
export function filled({ text, args = [] }: Text): string {
  return text.replaceAll(/\{(\d)\}/g, (_, index: string) => args[Number(index)] ?? "");
}

/** With the registry's own words, as a sentence has them. */
function messageOf(error: unknown): string {
  const said = error instanceof RegistryError ? error.details.map((detail) => detail.message.openForSurface()) : [];
  const { reason } = error as { readonly reason?: Text };
  return [(error as Error).message, ...said, ...(reason === undefined ? [] : [filled(reason)])].join(": ");
}

/** The message of what the slow check throws, as the prompter would say it at the field, with the step's advice. */
async function submit(step: InputPrompt, value: string): Promise<string | undefined> {
  try {
    await step.submit?.(value, new AbortController().signal);
    return undefined;
  } catch (error) {
    if (isAbort(error)) return "";
    const message = messageOf(error);
    const advice = step.advice?.(error as Error);
    return advice === undefined ? message : `${message} ${filled(advice)}`;
  }
}
