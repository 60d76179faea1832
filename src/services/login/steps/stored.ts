import { isAbort, toError } from "../../../core/errors.ts";
import { RegistryError } from "../../../core/registryError.ts";
import { text } from "../../../core/text.ts";
import type { Prompter } from "../../prompts/prompter.ts";
import type { StepOutcome } from "../../prompts/runSteps.ts";
import { type LoginDraft, type LoginFlowPorts, methodOfUsername } from "../draft.ts";
import { LoginError } from "../loginError.ts";
import type { LoginStep } from "./step.ts";

/** Tries the login that tools use for the host now, once, as `docker login` does before it asks for another. */
export const storedStep: LoginStep = {
  id: "stored",
  isSilent: true,
  isUncounted: true,
  async ask(draft, _, ports) {
    const { site } = draft;
    if (site === undefined || draft.triedHost === site.host) return { kind: "next", value: undefined };
    draft.triedHost = site.host;
    return tryStored(draft, ports);
  },
};

const goOn: StepOutcome = { kind: "next", value: undefined };

async function tryStored(draft: LoginDraft, ports: LoginFlowPorts): Promise<StepOutcome> {
  const { site, pasted, answers } = draft;
  if (site === undefined || pasted?.password !== undefined) return goOn;
  const { prompter, stored, verify } = ports;
  try {
    const found = await prompter.wait(text("Trying the stored login of {0}…", site.host), async (signal) => {
      const credential = await stored(site.host, signal);
      if (credential === undefined) return undefined;
      const username = credential.kind === "registryToken" ? "" : credential.username;
      if (answers.text("username") === "") answers.setText("username", username);
      return { username, check: await verify({ site, credential }, signal) };
    });
    if (found === undefined || found.check.kind === "unverified") return goOn;
    const answer = await askToKeep(site.host, found.username, prompter);
    if (answer !== "keep") return answer === "replace" ? goOn : { kind: "cancel" };
    draft.isKept = true;
    return { kind: "end" };
  } catch (error) {
    if (isAbort(error)) throw error;
    draft.problem = LoginError.stored(toError(error), answers.text("username"));
    const fitting = methodOfUsername(draft.methods, answers.text("username"));
    if (fitting === undefined || !RegistryError.is(error, "unauthorized", "denied")) return goOn;
    draft.method = fitting;
    // Only the secret is missing.
    return { kind: "goTo", id: "question secret" };
  }
}

async function askToKeep(host: string, username: string, prompter: Prompter): Promise<"keep" | "replace" | "cancel"> {
  const answer = await prompter.pick<"keep" | "replace">({
    title: text("Log In to {0}", host),
    step: 1,
    totalSteps: 1,
    canGoBack: false,
    placeholder: username === "" ? text("{0} accepts the stored login", host) : text("{0} accepts the stored login of {1}", host, username),
    choices: [
      { label: text("Keep it"), detail: text("Nothing is written"), value: "keep" },
      {
        label: text("Log in with something else"),
        detail: text("The stored login is replaced when the registry accepts the other one"),
        value: "replace",
      },
    ],
  });
  return answer.kind === "next" ? answer.value : "cancel";
}
