import type { Answer, ListPrompter } from "../prompts/prompter.ts";

/** A login's turn to ask the person. */
export interface LoginTurn {
  readonly prompter: ListPrompter;
  /** Whether a later login has begun: this one asks nothing any more. */
  readonly isOver: () => boolean;
}

/** One login asks the person at a time: a later one ends what an earlier one asks or waits for. What is being written is written. */
export class LoginTurns {
  #current = new AbortController();

  begin(prompter: ListPrompter): LoginTurn {
    this.#current.abort();
    const own = new AbortController();
    this.#current = own;
    const { signal } = own;
    const asked = async <T>(ask: () => Promise<Answer<T>>): Promise<Answer<T>> => {
      const answer: Answer<T> = signal.aborted ? { kind: "cancel" } : await ask();
      return signal.aborted ? { kind: "cancel" } : answer;
    };
    return {
      isOver: () => signal.aborted,
      prompter: {
        input: (step) => asked(() => prompter.input(step)),
        pick: (step) => asked(() => prompter.pick(step)),
        pickMany: (step) => asked(() => prompter.pickMany(step)),
        wait: (title, task) => prompter.wait(title, (waiting) => task(AbortSignal.any([waiting, signal]))),
      },
    };
  }
}
