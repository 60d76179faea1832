import { isAbort, toError } from "../../core/errors.ts";
import { type Text, text } from "../../core/text.ts";
import type { Answer, Prompter, PromptLink, PromptFrame } from "./prompter.ts";

/** Something that a person can do about a problem. */
export interface WayOut {
  readonly label: Text;
  readonly detail: Text;
  /** `again`: it is put right, so that what failed is done again at once; `ask`: that is for the person to say. */
  readonly run: () => Promise<"again" | "ask">;
}

/** What is said of a problem, and offered against it. */
export interface OnProblem {
  readonly notesOn?: (problem: Error) => readonly Text[];
  readonly linksOn?: (problem: Error) => readonly PromptLink[];
  /** What may put the problem right, as a further choice; the person is asked again afterwards. */
  readonly remedyOn?: (problem: Error) => WayOut | undefined;
}

interface Attempt<T> extends OnProblem {
  /** It was done once, and this came of it: the person is asked first. */
  readonly before?: Error | undefined;
  readonly waiting: Text;
  readonly task: (signal: AbortSignal) => Promise<T>;
  /** Asks anew for what was good for one try, before the next one; Back leads to the problem. */
  readonly renew?: (() => Promise<Answer<unknown>>) | undefined;
  /** Asked for when it is needed: what it says is said once. */
  readonly frame: () => PromptFrame;
}

/**
 * Does something that takes its time and asks nothing; where it fails, the person decides whether to try again. Cancelling
 * it goes back, where something was asked before.
 */
export async function tryAgain<T>(
  prompter: Prompter,
  { before, waiting, task, renew, frame, ...onProblem }: Attempt<T>,
): Promise<Answer<T>> {
  for (let known = before; ;) {
    try {
      if (known !== undefined) throw known;
      return { kind: "next", value: await prompter.wait(waiting, task) };
    } catch (error) {
      const shown = frame();
      if (isAbort(error)) return { kind: shown.canGoBack ? "back" : "cancel" };
      const answer = await askHow(prompter, toError(error), shown, onProblem);
      if (answer.kind !== "next") return answer;
      const renewed = await renew?.();
      if (renewed?.kind === "cancel") return renewed;
      known = renewed?.kind === "back" ? toError(error) : undefined;
    }
  }
}

async function askHow(
  prompter: Prompter,
  problem: Error,
  shown: PromptFrame,
  { notesOn, linksOn, remedyOn }: OnProblem,
): Promise<Answer<unknown>> {
  const remedy = remedyOn?.(problem);
  for (let current = problem; ;) {
    const answer = await prompter.pick<"again" | "remedy">({
      ...shown,
      links: [...(linksOn?.(current) ?? []), ...(shown.links ?? [])],
      problem: current,
      placeholder: text("Choose how to go on"),
      notes: notesOn?.(current) ?? [],
      choices: [
        ...(remedy === undefined ? [] : [{ label: remedy.label, detail: remedy.detail, value: "remedy" as const }]),
        { label: text("Try again"), detail: text("Or go back and choose something else"), value: "again" },
      ],
    });
    if (answer.kind !== "next" || answer.value === "again") return answer;
    const outcome = await outcomeOf(remedy);
    if (outcome === "again") return { kind: "next", value: outcome };
    current = outcome instanceof Error ? outcome : problem;
  }
}

/** An error where a remedy failed: what was typed so far is not to be lost for it. */
async function outcomeOf(remedy: WayOut | undefined): Promise<"again" | "ask" | Error> {
  try {
    return (await remedy?.run()) ?? "ask";
  } catch (error) {
    return isAbort(error) ? "ask" : toError(error);
  }
}
