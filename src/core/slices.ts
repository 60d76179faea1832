/** How long work may keep the event loop from everything else, in milliseconds. */
const sliceMs = 8;

/**
 * Does work that yields where it may be interrupted, and lets the event loop have a turn whenever the work has taken a few
 * milliseconds. Rejects with what the work throws, or with the signal's reason.
 */
export async function inSlices<T>(work: Generator<unknown, T>, signal?: AbortSignal): Promise<T> {
  let began = performance.now();
  for (let step = work.next(); ; step = work.next()) {
    if (step.done === true) return step.value;
    if (performance.now() - began < sliceMs) continue;
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
    began = performance.now();
  }
}

/** Does work that yields without an interruption. */
export function atOnce<T>(work: Generator<unknown, T>): T {
  let step = work.next();
  while (step.done !== true) step = work.next();
  return step.value;
}

/** Does pieces of work that come all at once, as those of a long tree's rows, and lets the event loop have its turns in between. */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #done = 0;
  #began: number | undefined;

  /** At once where the turn has time left, and nothing waits. */
  do<T>(work: () => T): T | Promise<Awaited<T>> {
    if (this.#done === this.#waiting.length && this.#hasTime()) return work();
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push(() => {
        try {
          resolve(work());
        } catch (error) {
          reject(error);
        }
      });
    }) as Promise<Awaited<T>>;
  }

  #hasTime(): boolean {
    if (this.#began === undefined) {
      this.#began = performance.now();
      setImmediate(() => this.#next());
    }
    return performance.now() - this.#began < sliceMs;
  }

  #next(): void {
    this.#began = undefined;
    while (this.#done < this.#waiting.length && this.#hasTime()) this.#waiting[this.#done++]?.();
    if (this.#done < this.#waiting.length) return;
    this.#waiting.length = 0;
    this.#done = 0;
  }
}
