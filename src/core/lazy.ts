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
