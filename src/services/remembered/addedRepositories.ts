import { type Text, text } from "../../core/text.ts";
import { RegistryError } from "../../core/registryError.ts";
import { parseReference } from "../../core/reference.ts";
import type { Answer, Prompter } from "../prompts/prompter.ts";
import type { Sessions } from "../reach/sessions.ts";

/** Port: where the added repositories are remembered, by host. VS Code's Memento fits behind it. */
export interface RepositoryMemory {
  read(): Readonly<Record<string, readonly string[]>>;
  write(repositories: Readonly<Record<string, readonly string[]>>): Promise<void>;
}

/**
 * Repositories that a person has added by name. Many registries (Docker Hub, GHCR, GitLab …) do not say which
 * repositories they have; what somebody knows to be there can be browsed all the same.
 */
export class AddedRepositories {
  readonly #memory: RepositoryMemory;

  constructor(memory: RepositoryMemory) {
    this.#memory = memory;
  }

  of(host: string): readonly string[] {
    return this.#memory.read()[host] ?? [];
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

/** Asks for a repository of the registry by name, and has the registry list a tag of it before it is taken. */
export async function askForRepository(host: string, prompter: Prompter, sessions: Sessions): Promise<Answer<string>> {
  const answer = await prompter.input({
    title: text("Add a Repository of {0}", host),
    step: 1,
    totalSteps: 1,
    canGoBack: false,
    prompt: text("Name of the repository, or a reference to an image in it"),
    placeholder: text(host === "docker.io" ? "alpine, or grafana/grafana" : "team/app"),
    value: "",
    secret: false,
    check: (value) => checkRepository(host, value),
    submit: async (value, signal) => {
      const access = await sessions.accessTo(host, signal);
      await access.tags(repositoryOf(host, value))(undefined, signal, 1);
    },
  });
  return answer.kind === "next" ? { kind: "next", value: repositoryOf(host, answer.value) } : answer;
}

function checkRepository(host: string, typed: string): Text | undefined {
  try {
    repositoryOf(host, typed);
    return undefined;
  } catch (error) {
    return RegistryError.is(error, "invalid-reference")
      ? text("This is no name of a repository: lower-case words with slashes between them.")
      : undefined;
  }
}

/** The path of the repository that `typed` names: alone, or as a reference with this registry's host. */
function repositoryOf(host: string, typed: string): string {
  const trimmed = typed.trim().replace(/^https?:\/\//, "");
  const isComplete = trimmed.startsWith(`${host}/`);
  return parseReference(isComplete ? trimmed : `${host}/${trimmed}`).repository;
}
