import { type Disposable, toDisposable } from "./disposable.ts";

/** Disposes what was made, or is being made, once that is there. Where it could not be made, whoever wanted it has been told. */
export function disposalOf(lazy: Pick<Lazy<Disposable>, "wanted">): Disposable {
  return toDisposable(
    () =>
      void lazy.wanted?.then(
        (made) => made.dispose(),
        () => undefined,
      ),
  );
}

/** What is made when it is first wanted, once. */
export class Lazy<T> {
  readonly #make: () => Promise<T>;
  #making: Promise<T> | undefined;
  #made: T | undefined;

  constructor(make: () => Promise<T>) {
    this.#make = make;
  }

  /** Undefined until somebody has wanted it. */
  get made(): T | undefined {
    return this.#made;
  }

  /** What was made, or is being made; undefined until somebody has wanted it. */
  get wanted(): Promise<T> | undefined {
    return this.#making;
  }

  /** Tries again where it could not be made. */
  async get(): Promise<T> {
    this.#making ??= this.#make();
    try {
      this.#made = await this.#making;
      return this.#made;
    } catch (error) {
      this.#making = undefined;
      throw error;
    }
  }
}
