import type { Memory } from "../../core/memory.ts";
import { ownValue } from "../../core/ownValue.ts";

/** The repositories that were added to each registry. */
export type RepositoriesByHost = Readonly<Record<string, readonly string[]>>;

/**
 * Repositories that a person has added by name. Many registries (Docker Hub, GHCR, GitLab …) do not say which
 * repositories they have; what somebody knows to be there can be browsed all the same.
 */
export class AddedRepositories {
  readonly #memory: Memory<RepositoriesByHost>;

  constructor(memory: Memory<RepositoriesByHost>) {
    this.#memory = memory;
  }

  of(host: string): readonly string[] {
    return ownValue(this.#memory.read(), host) ?? [];
  }

  async add(host: string, repository: string): Promise<void> {
    await this.#write(
      host,
      [...new Set([...this.of(host), repository])].toSorted((a, b) => (a < b ? -1 : 1)),
    );
  }

  async remove(host: string, repository: string): Promise<void> {
    await this.#write(
      host,
      this.of(host).filter((each) => each !== repository),
    );
  }

  async #write(host: string, repositories: readonly string[]): Promise<void> {
    const { [host]: _, ...others } = this.#memory.read();
    await this.#memory.write(repositories.length === 0 ? others : { ...others, [host]: repositories });
  }
}
