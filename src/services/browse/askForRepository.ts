import { dockerHub } from "../../core/dockerHub.ts";
import { type Text, text } from "../../core/text.ts";
import { RegistryError } from "../../core/registryError.ts";
import { parseReference } from "../../core/reference.ts";
import type { Answer, Prompter } from "../prompts/prompter.ts";
import type { Sessions } from "../reach/sessions.ts";

/** Asks for a repository of the registry by name, and has the registry list a tag of it before it is taken. */
export async function askForRepository(host: string, prompter: Prompter, sessions: Sessions): Promise<Answer<string>> {
  const answer = await prompter.input({
    title: text("Add a Repository of {0}", host),
    step: 1,
    totalSteps: 1,
    canGoBack: false,
    prompt: text("Name of the repository, or a reference to an image in it"),
    placeholder: text(host === dockerHub ? "alpine, or grafana/grafana" : "team/app"),
    value: "",
    secret: false,
    check: (value) => checkRepository(host, value),
    submit: (value, signal) => listOneTag(host, repositoryOf(host, value), sessions, signal),
  });
  return answer.kind === "next" ? { kind: "next", value: repositoryOf(host, answer.value) } : answer;
}

/** Rejects where the registry has no such repository, or does not let this login see it. */
export async function listOneTag(
  host: string,
  repository: string,
  sessions: Pick<Sessions, "accessTo">,
  signal: AbortSignal,
): Promise<void> {
  const access = await sessions.accessTo(host, signal);
  await access.tags(repository)(undefined, signal, 1);
}

function checkRepository(host: string, typed: string): Text | undefined {
  try {
    repositoryOf(host, typed);
    return undefined;
  } catch (error) {
    return RegistryError.is(error, "invalid-reference")
      ? text("This is not the name of a repository: lower-case words with slashes between them.")
      : undefined;
  }
}

/** The path of the repository that `typed` names: alone, or as a reference with this registry's host. */
function repositoryOf(host: string, typed: string): string {
  const trimmed = typed.trim().replace(/^https?:\/\//, "");
  const isComplete = trimmed.startsWith(`${host}/`);
  return parseReference(isComplete ? trimmed : `${host}/${trimmed}`).repository;
}
