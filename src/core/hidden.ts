/**
 * Shows a placeholder instead of itself in string conversion, JSON and Node's inspect. What it hides is no part of it: a
 * class that extends it keeps that in a private field of its own, and names the one way out.
 */
export abstract class Hidden {
  readonly #placeholder: string;

  constructor(placeholder: string) {
    this.#placeholder = placeholder;
  }

  toString(): string {
    return this.#placeholder;
  }

  toJSON(): string {
    return this.#placeholder;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.#placeholder;
  }
}
