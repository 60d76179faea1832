import { isAbort, toError } from "../../../core/errors.ts";
import { RegistryError } from "../../../core/registryError.ts";
import { text } from "../../../core/text.ts";
import type { ProviderSite } from "../../../providers/providerSite.ts";
import type { Prompter, StepPosition } from "../../prompts/prompter.ts";
import type { StepOutcome } from "../../prompts/runSteps.ts";
import { tryAgain } from "../../prompts/tryAgain.ts";
import { type LoginCheck, type LoginDraft, type LoginFlowPorts, methodOfUsername } from "../draft.ts";
import { isRegistryFault } from "../fault.ts";
import { LoginError } from "../loginError.ts";
import { frameOf, remedyOn } from "./frame.ts";
import type { LoginStep } from "./step.ts";

/** Tries the login that tools use for the host now, once, as `docker login` does before it asks for another. */
export const storedStep: LoginStep = {
  id: "stored",
  isSilent: true,
  isUncounted: true,
  async ask(draft, position, ports) {
    const { site } = draft;
    if (site === undefined || draft.triedHost === site.host) return { kind: "next", value: undefined };
    draft.triedHost = site.host;
    return tryStored(draft, position, ports);
  },
};

const goOn: StepOutcome = { kind: "next", value: undefined };

async function tryStored(draft: LoginDraft, position: StepPosition, ports: LoginFlowPorts): Promise<StepOutcome> {
  const { site, pasted } = draft;
  if (site === undefined || pasted?.password !== undefined) return goOn;
  // Where the registry cannot be asked, no other login would help.
  const tried = await tryAgain(ports.prompter, {
    waiting: text("Trying the stored login of {0}…", site.host),
    task: (signal) => tryOnce(site, draft, ports, signal),
    frame: () => frameOf(draft, position),
    remedyOn: (problem) => remedyOn(problem, draft, ports),
  });
  if (tried.kind !== "next") return tried;
  const { value: found } = tried;
  if (found instanceof Error) return askForAnother(found, draft);
  if (found === undefined || found.check.kind === "unverified") return goOn;
  const answer = await askToKeep(site.host, found.username, ports.prompter);
  if (answer !== "keep") return answer === "replace" ? goOn : { kind: "cancel" };
  draft.isKept = true;
  return { kind: "end" };
}

/** What the registry says of the stored login, or why it is not taken; undefined where there is none. Rejects where nobody can say. */
async function tryOnce(
  site: ProviderSite,
  { answers }: LoginDraft,
  { stored, verify }: LoginFlowPorts,
  signal: AbortSignal,
): Promise<{ readonly username: string; readonly check: LoginCheck } | Error | undefined> {
  try {
    const credential = await stored(site.host, signal);
    if (credential === undefined) return undefined;
    const username = credential.kind === "registryToken" ? "" : credential.username;
    if (answers.text("username") === "") answers.setText("username", username);
    return { username, check: await verify({ site, credential }, signal) };
  } catch (error) {
    if (isAbort(error) || isRegistryFault(error)) throw error;
    return toError(error);
  }
}

function askForAnother(refusal: Error, draft: LoginDraft): StepOutcome {
  const username = draft.answers.text("username");
  draft.problem = LoginError.stored(refusal, username);
  const fitting = methodOfUsername(draft.methods, username);
  if (fitting === undefined || !RegistryError.is(refusal, "unauthorized", "denied")) return goOn;
  draft.method = fitting;
  // Only the secret is missing.
  return { kind: "goTo", id: "question secret" };
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
