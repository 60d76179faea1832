import { Hidden } from "./hidden.ts";

/**
 * A password or token that cannot be printed by accident: string conversion, JSON and Node's inspect all show
 * `[secret]`. Only `reveal()` gives the text, so a search for that word finds every place a secret leaves its wrapper.
 */
export class Secret extends Hidden {
  readonly #text: string;

  constructor(text: string) {
    super("[secret]");
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  get isEmpty(): boolean {
    return this.#text === "";
  }

  equals(other: Secret): boolean {
    return this.#text === other.#text;
  }
}
