import type { Memory } from "../../core/memory.ts";

export interface PinnedRepository {
  readonly host: string;
  readonly repository: string;
}

/** Repositories that a person wants at hand, in the order in which they were pinned. */
export class PinnedRepositories {
  readonly #memory: Memory<readonly PinnedRepository[]>;

  constructor(memory: Memory<readonly PinnedRepository[]>) {
    this.#memory = memory;
  }

  all(): readonly PinnedRepository[] {
    return this.#memory.read();
  }

  has({ host, repository }: PinnedRepository): boolean {
    return this.all().some((each) => each.host === host && each.repository === repository);
  }

  async pin({ host, repository }: PinnedRepository): Promise<void> {
    if (!this.has({ host, repository })) await this.#memory.write([...this.all(), { host, repository }]);
  }

  async unpin({ host, repository }: PinnedRepository): Promise<void> {
    await this.#memory.write(this.all().filter((each) => each.host !== host || each.repository !== repository));
  }
}
