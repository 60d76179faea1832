import type { Memory } from "../../core/memory.ts";
import { displayOf } from "./rememberedLogins.ts";

/** Registries that a person browses without a login: config.json does not know them. */
export class AddedRegistries {
  readonly #memory: Memory<readonly string[]>;

  constructor(memory: Memory<readonly string[]>) {
    this.#memory = memory;
  }

  /** In order. */
  hosts(): readonly string[] {
    return this.#memory.read();
  }

  async add(host: string): Promise<void> {
    await this.#memory.write([...new Set([...this.hosts(), displayOf(host)])].toSorted((a, b) => (a < b ? -1 : 1)));
  }

  async remove(host: string): Promise<void> {
    await this.#memory.write(this.hosts().filter((each) => each !== displayOf(host)));
  }
}
