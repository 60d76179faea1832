import { displayOf } from "./rememberedLogins.ts";

/** Port: where the added registries are remembered. VS Code's Memento fits behind it. */
export interface RegistryMemory {
  read(): readonly string[];
  write(hosts: readonly string[]): Promise<void>;
}

/** Registries that a person browses without a login: config.json does not know them. */
export class AddedRegistries {
  readonly #memory: RegistryMemory;

  constructor(memory: RegistryMemory) {
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
