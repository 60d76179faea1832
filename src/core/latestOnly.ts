/** Does work for what is wanted at last: one piece at a time, so that none overtakes a later one, and none for what is not wanted any more. */
export class LatestOnly<T> {
  readonly #work: (wanted: T) => Promise<void>;
  #wanted: { readonly value: T } | undefined;
  #isWorking = false;
  #outcome: Promise<void> = Promise.resolve();

  constructor(work: (wanted: T) => Promise<void>) {
    this.#work = work;
  }

  want(value: T): void {
    this.#wanted = { value };
    if (this.#isWorking) return;
    this.#outcome = this.#workOn();
    // Whoever waits for it is told.
    this.#outcome.catch(() => undefined);
  }

  /** Resolves when the work for what was wanted last is done; rejects as it does. */
  settled(): Promise<void> {
    return this.#outcome;
  }

  async #workOn(): Promise<void> {
    this.#isWorking = true;
    try {
      for (let next = this.#take(); next !== undefined; next = this.#take()) {
        try {
          await this.#work(next.value);
        } catch (error) {
          // Of what is not wanted any more, nobody wants to know that it failed.
          if (this.#wanted === undefined) throw error;
        }
      }
    } finally {
      this.#isWorking = false;
    }
  }

  #take(): { readonly value: T } | undefined {
    const wanted = this.#wanted;
    this.#wanted = undefined;
    return wanted;
  }
}
