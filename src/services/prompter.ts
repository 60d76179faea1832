/** English text for a person, with `{0}`, `{1}` … filled from `args`; the platform translates the text before filling it. */
export interface Text {
  readonly text: string;
  readonly args?: readonly string[];
}

export function text(template: string, ...args: readonly string[]): Text {
  return { text: template, args };
}

/** Where a step stands in its flow. */
export interface StepPlace {
  readonly title: Text;
  /** From 1. */
  readonly step: number;
  readonly totalSteps: number;
  readonly canGoBack: boolean;
}

export interface InputStep extends StepPlace {
  readonly prompt: Text;
  readonly placeholder?: Text;
  /** What stands in the field at first; never a secret of an earlier session. */
  readonly value: string;
  readonly secret: boolean;
  /** Local check at every key stroke: a sentence that helps, or undefined when the value may be submitted. */
  readonly check: (value: string) => Text | undefined;
  /** Slow check on Enter, while the field shows that it is busy. A rejection is said at the field and keeps the person there. */
  readonly submit?: (value: string, signal: AbortSignal) => Promise<void>;
}

export interface Choice<T> {
  readonly label: Text;
  /** What choosing it means. */
  readonly detail: Text;
  readonly value: T;
}

export interface PickStep<T> extends StepPlace {
  readonly placeholder: Text;
  readonly choices: readonly Choice<T>[];
}

export type Answer<T> = { readonly kind: "next"; readonly value: T } | { readonly kind: "back" } | { readonly kind: "cancel" };

/** Port: asks a person. Escape and a closed window are `cancel`. */
export interface Prompter {
  input(step: InputStep): Promise<Answer<string>>;
  pick<T>(step: PickStep<T>): Promise<Answer<T>>;
}
