import { Hidden } from "./hidden.ts";

/**
 * What somebody else wrote for people to read: a registry's error or warning. It may hold markup and characters that are
 * not seen, so string conversion, JSON and Node's inspect all show a placeholder; only platform/plainText.ts opens it,
 * for one kind of surface at a time. A lint rule holds that.
 */
export class ForeignText extends Hidden {
  readonly #text: string;

  constructor(text: string) {
    super("[foreign text]");
    this.#text = text;
  }

  openForSurface(): string {
    return this.#text;
  }

  get isEmpty(): boolean {
    return this.#text === "";
  }
}
