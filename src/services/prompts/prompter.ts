import type { Text } from "../../core/text.ts";

/** A page that a step offers to open. */
export interface PromptLink {
  readonly kind: "token" | "docs" | "portal";
  readonly label: Text;
  readonly url: string;
}

/** Where a step stands in its wizard. */
export interface StepPosition {
  /** From 1. */
  readonly step: number;
  readonly totalSteps: number;
  readonly canGoBack: boolean;
}

/** Where a step stands, and what stands around its field. */
export interface PromptFrame extends StepPosition {
  readonly title: Text;
  /** Shown as buttons. */
  readonly links?: readonly PromptLink[];
  /** Where the field wants the path of a file or of a directory: a button lets the person choose one. */
  readonly browse?: "file" | "directory";
  /** What went wrong before this step: said at once, until something is typed. */
  readonly problem?: Error | undefined;
  /**
   * Called with a text that was pasted: the text that may stand in the field instead, or undefined when it may stay. What
   * was pasted may hold a secret, and the field does not hide it.
   */
  readonly absorb?: (pasted: string) => string | undefined;
}

export interface InputPrompt extends PromptFrame {
  readonly prompt: Text;
  readonly placeholder?: Text | undefined;
  /** What stands in the field at first; never a secret of an earlier session. */
  readonly value: string;
  readonly secret: boolean;
  /** Local check at every key stroke: a sentence that helps, or undefined when the value may be submitted. */
  readonly check: (value: string) => Text | undefined;
  /** Local check that warns, and lets the value be submitted all the same. */
  readonly hint?: ((value: string) => Text | undefined) | undefined;
  /** Slow check on Enter, while the field shows that it is busy. A rejection is said at the field and keeps the person there. */
  readonly submit?: (value: string, signal: AbortSignal) => Promise<void>;
  /** What can be done about a rejection, said after it. */
  readonly advice?: (error: Error) => Text | undefined;
  /** Pages that help with a rejection: offered before the others, until the next one. */
  readonly linksOn?: (error: Error) => readonly PromptLink[];
}

export interface Choice<T> {
  readonly label: Text;
  /** Stands beside the label. */
  readonly description?: Text;
  /** What choosing it means. */
  readonly detail: Text;
  /** Name of a picture in media/providers. */
  readonly icon?: string;
  readonly value: T;
}

/** What is to be said about something that has a name. */
export interface NamedNote {
  /** As it is, or a sentence. */
  readonly name: string | Text;
  readonly reason: Text;
}

export interface PickPrompt<T> extends PromptFrame {
  readonly placeholder: Text;
  readonly choices: readonly Choice<T>[];
  /** Sentences above the choices. */
  readonly notes?: readonly Text[];
  /** What is to be said of each of several things, below the sentences. */
  readonly namedNotes?: readonly NamedNote[];
  /** The value that is chosen by Enter alone; the first one unless given. */
  readonly active?: T;
  /** What stands in the field at first. */
  readonly value?: string;
  /** Further choices that what is typed stands for, above the others. */
  readonly choicesOf?: (typed: string) => readonly Choice<T>[];
  /** Why what is typed stands for no further choice, where a person might think that it does. */
  readonly issueOf?: (typed: string) => Text | undefined;
}

export interface PickManyPrompt<T> extends PromptFrame {
  readonly placeholder: Text;
  readonly choices: readonly Choice<T>[];
  /** The values that are chosen at first; all of them unless given. */
  readonly chosen?: readonly T[];
  /** None is an answer, too. */
  readonly mayBeNone?: boolean;
}

export type Answer<T> = { readonly kind: "next"; readonly value: T } | { readonly kind: "back" } | { readonly kind: "cancel" };

/** Port: asks a person. Escape and a closed window are `cancel`. */
export interface Prompter {
  input(step: InputPrompt): Promise<Answer<string>>;
  pick<T>(step: PickPrompt<T>): Promise<Answer<T>>;
  /** Shows that something takes its time. Rejects as the task does; the person can abort it. */
  wait<T>(title: Text, task: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

/** Port: a prompter that takes several choices of a list too. */
export interface ListPrompter extends Prompter {
  /** At least one is answered, unless the step says otherwise. */
  pickMany<T>(step: PickManyPrompt<T>): Promise<Answer<readonly T[]>>;
}
