import { isRegistryHost } from "../../core/referenceHost.ts";
import { text } from "../../core/text.ts";
import { CredentialsError } from "../../credentials/credentialsError.ts";
import { parseRegistryName } from "../../credentials/registryName.ts";
import type { Choice, Prompter } from "../prompts/prompter.ts";

/** Asks for the registry whose login is to be diagnosed: one of the list, or any other by its name. Undefined where the person gives up. */
export async function askForHost(known: readonly string[], prompter: Prompter): Promise<string | undefined> {
  const answer = await prompter.pick<string>({
    title: text("Diagnose a Login"),
    step: 1,
    totalSteps: 1,
    canGoBack: false,
    placeholder: text("Registry: choose one, or type its name"),
    choices: known.map(choiceOf),
    choicesOf: (typed) => {
      const host = hostOf(typed.trim());
      return host === undefined || known.includes(host) ? [] : [choiceOf(host)];
    },
  });
  return answer.kind === "next" ? answer.value : undefined;
}

function choiceOf(host: string): Choice<string> {
  return { label: text("{0}", host), detail: text("Looks at what is stored for it, and asks the registry"), value: host };
}

/** A registry's name without the port that everybody knows; undefined where there is none of that name. */
function hostOf(typed: string): string | undefined {
  try {
    const host = typed === "" ? undefined : parseRegistryName(typed).display;
    return host !== undefined && isRegistryHost(host) ? host : undefined;
  } catch (error) {
    if (error instanceof CredentialsError) return undefined;
    throw error;
  }
}
