import type { Memory } from "../../core/memory.ts";
import type { RepositoryName } from "../../core/reference.ts";

/** Repositories that a person wants at hand, in the order in which they were pinned. */
export class PinnedRepositories {
  readonly #memory: Memory<readonly RepositoryName[]>;

  constructor(memory: Memory<readonly RepositoryName[]>) {
    this.#memory = memory;
  }

  all(): readonly RepositoryName[] {
    return this.#memory.read();
  }

  has({ host, repository }: RepositoryName): boolean {
    return this.all().some((each) => each.host === host && each.repository === repository);
  }

  async pin({ host, repository }: RepositoryName): Promise<void> {
    if (!this.has({ host, repository })) await this.#memory.write([...this.all(), { host, repository }]);
  }

  async unpin({ host, repository }: RepositoryName): Promise<void> {
    await this.#memory.write(this.all().filter((each) => each.host !== host || each.repository !== repository));
  }
}
