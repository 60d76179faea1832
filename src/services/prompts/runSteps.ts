import { isAbort } from "../../core/errors.ts";
import type { Answer, StepPosition } from "./prompter.ts";

/** What came of a step: a person's answer, or what the wizard is to do. */
export type StepOutcome =
  | Answer<unknown>
  /** Asks the step that stands at this position by now. */
  | { readonly kind: "again" }
  /** Goes on at the later step of that id, since what lies between is known; at the next one where there is none. */
  | { readonly kind: "goTo"; readonly id: string }
  /** Goes back to the first step, since what was asked about is another thing by now. */
  | { readonly kind: "restart" }
  /** There is nothing more to ask. */
  | { readonly kind: "end" };

/** One step of a wizard. It keeps what was answered in the draft, so that Back finds it there. */
export interface WizardStep<Draft, Ports> {
  readonly id: string;
  readonly ask: (draft: Draft, position: StepPosition, ports: Ports) => Promise<StepOutcome>;
  /** It asks nothing as long as all goes well: Back passes over it. */
  readonly isSilent?: boolean;
  /** It has no number among the others. */
  readonly isUncounted?: boolean;
}

/**
 * Asks the steps of a wizard one after the other, with Back at every step that has one before it. Which steps there are
 * follows from the answers: `stepsOf` is asked again after each, and its first steps stay as long as their answers do.
 * Escape, and an abort while something is waited for, are `cancelled`.
 */
export async function runSteps<Draft, Ports>(
  draft: Draft,
  ports: Ports,
  stepsOf: (draft: Draft, ports: Ports) => readonly WizardStep<Draft, Ports>[],
): Promise<"finished" | "cancelled"> {
  try {
    for (let index = 0; ;) {
      const steps = stepsOf(draft, ports);
      const step = steps[index];
      if (step === undefined) return "finished";
      const outcome = await step.ask(draft, positionOf(steps, index), ports);
      if (outcome.kind === "cancel") return "cancelled";
      if (outcome.kind === "end") return "finished";
      // A step that leads past others may have changed which there are.
      const next = nextIndex(outcome.kind === "goTo" ? stepsOf(draft, ports) : steps, index, outcome);
      if (next < 0) return "cancelled";
      index = next;
    }
  } catch (error) {
    // While something was waited for: fields answer instead of rejecting.
    if (isAbort(error)) return "cancelled";
    throw error;
  }
}

type Steps = readonly Pick<WizardStep<never, never>, "id" | "isSilent" | "isUncounted">[];

function positionOf(steps: Steps, index: number): StepPosition {
  const numbered = (part: Steps): number => part.filter(({ isUncounted }) => isUncounted !== true).length;
  return { step: numbered(steps.slice(0, index + 1)), totalSteps: numbered(steps), canGoBack: askedBefore(steps, index) >= 0 };
}

/** The last step before this one that asks; -1 where there is none. */
function askedBefore(steps: Steps, index: number): number {
  return steps.slice(0, index).findLastIndex(({ isSilent }) => isSilent !== true);
}

function nextIndex(steps: Steps, index: number, outcome: Exclude<StepOutcome, { readonly kind: "cancel" | "end" }>): number {
  switch (outcome.kind) {
    case "next":
      return index + 1;
    case "again":
      return index;
    case "restart":
      return 0;
    case "goTo":
      return Math.max(
        index + 1,
        steps.findIndex(({ id }) => id === outcome.id),
      );
    case "back":
      return askedBefore(steps, index);
  }
}
