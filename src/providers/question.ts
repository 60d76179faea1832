import type { Secret } from "../core/secret.ts";
import type { Text } from "../core/text.ts";
import type { MethodContext } from "./methodContext.ts";

/** What a person has answered, by the ids of the questions. Asking for what no question had is a fault of the program. */
export interface LoginAnswers {
  /** Of a `text` or `choice`, as it is used; "" where the question was not asked yet. */
  readonly text: (id: string) => string;
  /** Of a `secret` or `file`. */
  readonly secret: (id: string) => Secret;
}

interface QuestionBase {
  readonly id: string;
  /** Whether the answers to the questions before call for it; always where it is left out. */
  readonly isAsked?: (answers: LoginAnswers) => boolean;
  /** What it asks for is good for one login: a code of a device. */
  readonly isOnce?: boolean;
  readonly prompt: Text;
  readonly placeholder?: Text;
  /** Why the value cannot be right, or undefined. Local, at every key stroke. */
  readonly check: (value: string) => Text | undefined;
  /** What may be wrong with it: said, but it does not stop anybody. Of a secret, the host is told, and the repository that the login is wanted for. */
  readonly hint?: (value: string, host?: string, repository?: string) => Text | undefined;
  /** The value as it is used. */
  readonly clean: (value: string) => string;
}

/** A text in a field. The id `username` is the account's name, which is known sometimes. */
export interface TextQuestion extends QuestionBase {
  readonly kind: "text";
}

/** Masked; what was typed stands there again when a person comes back to it. `{0}` in the prompt is the account's name. */
export interface SecretQuestion extends QuestionBase {
  readonly kind: "secret";
}

export interface Option {
  readonly value: string;
  readonly label: Text;
  readonly detail: Text;
  /** Further answers that follow from choosing it, by the ids of what was not asked. */
  readonly also?: Readonly<Record<string, string>>;
}

/** One of several. The options may have to be loaded, which the person can cancel. */
export interface ChoiceQuestion {
  readonly kind: "choice";
  readonly id: string;
  readonly prompt: Text;
  readonly options:
    readonly Option[] | ((answers: LoginAnswers, context: MethodContext, signal: AbortSignal) => Promise<readonly Option[]>);
}

/** A file from this machine, whose content is the answer. It is read once, when it is chosen. */
export interface FileQuestion {
  readonly kind: "file";
  readonly id: string;
  readonly prompt: Text;
  /** A larger file is refused. */
  readonly maxBytes: number;
  /** Why the content cannot be right. */
  readonly check?: (content: string) => Text | undefined;
}

export type Question = TextQuestion | SecretQuestion | ChoiceQuestion | FileQuestion;
