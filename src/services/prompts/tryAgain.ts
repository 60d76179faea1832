import { isAbort, toError } from "../../core/errors.ts";
import { type Text, text } from "../../core/text.ts";
import type { Answer, Prompter, StepButton, StepFrame } from "./prompter.ts";

/**
 * Does something that takes its time and asks nothing; where it fails, the person decides whether to try again. Cancelling
 * it goes back, where something was asked before.
 */
export async function tryAgain<T>(
  prompter: Prompter,
  {
    before,
    waiting,
    task,
    frame,
    notesOn,
    linksOn,
  }: {
    /** It was done once, and this came of it: the person is asked first. */
    readonly before?: Error | undefined;
    readonly waiting: Text;
    readonly task: (signal: AbortSignal) => Promise<T>;
    /** Asked for when it is needed: what it says is said once. */
    readonly frame: () => StepFrame;
    readonly notesOn?: (problem: Error) => readonly Text[];
    readonly linksOn?: (problem: Error) => readonly StepButton[];
  },
): Promise<Answer<T>> {
  for (let known = before; ; known = undefined) {
    try {
      if (known !== undefined) throw known;
      return { kind: "next", value: await prompter.wait(waiting, task) };
    } catch (error) {
      const shown = frame();
      if (isAbort(error)) return { kind: shown.canGoBack ? "back" : "cancel" };
      const problem = toError(error);
      const answer = await prompter.pick({
        ...shown,
        links: [...(linksOn?.(problem) ?? []), ...(shown.links ?? [])],
        problem,
        placeholder: text("How to go on"),
        notes: notesOn?.(problem) ?? [],
        choices: [{ label: text("Try again"), detail: text("Or go back and choose something else"), value: "again" }],
      });
      if (answer.kind !== "next") return answer;
    }
  }
}
