import type { Obtained } from "./loginMethod.ts";
import type { MethodPorts } from "./methodContext.ts";
import type { LoginAnswers, Question } from "./question.ts";

/** The registry that was found, perhaps with a login for it that came along. */
export interface FoundRegistry {
  readonly host: string;
  /** By the method `method` of the provider, of the answers that led to the registry. */
  readonly login?: { readonly method: string; readonly obtained: Obtained };
}

/** Leads to a registry whose host the person does not know. */
export interface HostFinder {
  readonly questions: readonly Question[];
  /** Rejects as a method's `obtain` does; ObtainError says why there is none. */
  readonly find: (answers: LoginAnswers, ports: MethodPorts, signal: AbortSignal) => Promise<FoundRegistry>;
}
