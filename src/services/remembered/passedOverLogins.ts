import type { Memory } from "../../core/memory.ts";
import { displayOf } from "./rememberedLogins.ts";
import { ownValue } from "../../core/ownValue.ts";

/** By host: whether a file had an entry for it when the person decided. */
export type PassedOver = Readonly<Record<string, boolean>>;

/** Registries that the person browses without a login, whatever login is stored for them, or comes from a credential helper. */
export class PassedOverLogins {
  readonly #memory: Memory<PassedOver>;

  constructor(memory: Memory<PassedOver>) {
    this.#memory = memory;
  }

  /** A login that came into a file afterwards, by `docker login` for example, is meant to be used. */
  has(host: string, isStored: boolean): boolean {
    const wasStored = ownValue(this.#memory.read(), displayOf(host));
    return wasStored !== undefined && (wasStored || !isStored);
  }

  async add(host: string, isStored: boolean): Promise<void> {
    await this.#memory.write({ ...this.#memory.read(), [displayOf(host)]: isStored });
  }

  async remove(host: string): Promise<void> {
    const { [displayOf(host)]: before, ...others } = this.#memory.read();
    if (before !== undefined) await this.#memory.write(others);
  }
}
