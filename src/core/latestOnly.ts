/** Does work for what is wanted at last: one piece at a time, so that none overtakes a later one, and none for what is not wanted any more. */
export class LatestOnly<T> {
  readonly #work: (wanted: T) => Promise<void>;
  #wanted: { readonly value: T } | undefined;
  #working: Promise<void> | undefined;

  constructor(work: (wanted: T) => Promise<void>) {
    this.#work = work;
  }

  want(value: T): void {
    this.#wanted = { value };
    this.#working ??= this.#workOn().finally(() => {
      this.#working = undefined;
    });
    // Whoever waits for it is told.
    this.#working.catch(() => undefined);
  }

  /** Resolves when the work for what is wanted is done; rejects as it does. */
  settled(): Promise<void> {
    return this.#working ?? Promise.resolve();
  }

  async #workOn(): Promise<void> {
    for (let next = this.#wanted; next !== undefined; next = this.#wanted) {
      this.#wanted = undefined;
      await this.#work(next.value);
    }
  }
}
