import { isAbort, toError } from "../../core/errors.ts";
import { text } from "../../core/text.ts";
import { providerOfHost, providerOfProduct } from "../../providers/catalog.ts";
import { generic } from "../../providers/generic/generic.ts";
import type { RecognisedInput } from "../../providers/recogniseInput.ts";
import { RegistryError } from "../../core/registryError.ts";
import { availableMethods, type LoginDraft, type LoginFlowPorts, methodOfUsername, type Reached } from "./draft.ts";
import type { PullHost } from "../reach/sessions.ts";
import type { Prompter } from "../prompts/prompter.ts";
import type { LoginPlan } from "./storeChoices.ts";

/** Takes a host into the draft whose registry was asked. Rejects where it does not answer, or nothing could be saved for it. */
export async function arriveAndReach(input: RecognisedInput, draft: LoginDraft, ports: LoginFlowPorts, signal: AbortSignal): Promise<void> {
  const [plan, pulls] = await Promise.all([planOf(input.host, ports), ports.pullsFrom(input.host)]);
  // Perhaps only the other host answers: the next step asks which of the two is meant.
  await settle(input, plan, pulls === undefined ? await ports.reach(input.host, signal) : {}, draft, ports);
  draft.pulls = undecided(input.host, pulls);
}

function undecided(registry: string, from: PullHost | undefined): LoginDraft["pulls"] {
  return from === undefined ? undefined : { registry, from, isDecided: false };
}

/**
 * Takes a host into the draft that was not typed into a field. One that is recognised by its name is not asked for more; of one that
 * does not answer the next step says why, and lets the person go on all the same.
 */
export async function arrive(input: RecognisedInput, draft: LoginDraft, ports: LoginFlowPorts): Promise<void> {
  const pulls = await ports.pullsFrom(input.host);
  await arriveAtItself(input, draft, ports, pulls === undefined);
  draft.pulls = undecided(input.host, pulls);
}

/** Takes the host into the draft that the person has decided for, of a registry and the one that its pulls go to. */
export async function decide(host: string, draft: LoginDraft, ports: LoginFlowPorts): Promise<void> {
  const { typedHost } = draft;
  await arriveAtItself({ host }, draft, ports, true);
  draft.typedHost = typedHost;
  if (draft.pulls !== undefined) draft.pulls.isDecided = true;
}

async function arriveAtItself(input: RecognisedInput, draft: LoginDraft, ports: LoginFlowPorts, mayAsk: boolean): Promise<void> {
  const plan = await planOf(input.host, ports);
  const isAsked = mayAsk && providerOfHost(input.host) === undefined;
  const reached = isAsked ? await tryToReach(input.host, draft, ports) : {};
  await settle(input, plan, reached, draft, ports);
}

async function tryToReach(host: string, draft: LoginDraft, { prompter, reach }: LoginFlowPorts): Promise<Reached> {
  try {
    return await prompter.wait(text("Asking {0}…", host), (signal) => reach(host, signal));
  } catch (error) {
    if (isAbort(error)) throw error;
    draft.problem = toError(error);
    return {};
  }
}

/** The plan, or what stops every save: better said before a password is asked for than after. */
async function planOf(host: string, { planSave }: LoginFlowPorts): Promise<LoginPlan> {
  const plan = await planSave(host);
  if (plan.blockedBy !== undefined) throw plan.blockedBy;
  return plan;
}

async function settle(input: RecognisedInput, plan: LoginPlan, reached: Reached, draft: LoginDraft, ports: LoginFlowPorts): Promise<void> {
  const { host, username, password } = input;
  draft.typedHost = host;
  draft.plan = plan;
  draft.credential = undefined;
  draft.signIn = undefined;
  draft.check = undefined;
  draft.site = { host, ...(reached.realm === undefined ? {} : { realm: reached.realm }) };
  // What the registry shows counts for more than the row of the list that was clicked.
  draft.provider = providerOfHost(host) ?? providerOfProduct(reached.product) ?? draft.chosen?.provider ?? generic;
  draft.methods = await availableMethods(draft.provider, host, ports);
  if (username !== undefined) draft.username = username;
  if (username !== undefined || password !== undefined) draft.pasted = input;
  const fitting = username === undefined ? undefined : methodOfUsername(draft.methods, username);
  draft.method = fitting ?? (draft.methods.includes(draft.method) ? draft.method : (draft.methods[0] ?? draft.provider.methods[0]));
}

/** `resume`: only the secret is missing. `kept`: the stored login is good, and the person leaves it at that. */
export type StoredOutcome = "none" | "resume" | "kept" | "cancel";

/** Tries the login that tools use for the host now, once, as `docker login` does before it asks for another. */
export async function tryStored(draft: LoginDraft, ports: LoginFlowPorts): Promise<StoredOutcome> {
  const { site, pasted } = draft;
  if (site === undefined || pasted?.password !== undefined) return "none";
  const { prompter, stored, verify } = ports;
  try {
    const found = await prompter.wait(text("Trying the stored login of {0}…", site.host), async (signal) => {
      const credential = await stored(site.host, signal);
      if (credential === undefined) return undefined;
      const username = credential.kind === "registryToken" ? "" : credential.username;
      if (draft.username === "") draft.username = username;
      return { username, check: await verify({ site, credential }, signal) };
    });
    if (found === undefined || found.check.kind === "unverified") return "none";
    return await askToKeep(site.host, found.username, prompter);
  } catch (error) {
    if (isAbort(error)) throw error;
    draft.problem = toError(error);
    const fitting = methodOfUsername(draft.methods, draft.username);
    if (fitting === undefined || !RegistryError.is(error, "unauthorized", "denied")) return "none";
    draft.method = fitting;
    return "resume";
  }
}

async function askToKeep(host: string, username: string, prompter: Prompter): Promise<StoredOutcome> {
  const answer = await prompter.pick<StoredOutcome>({
    title: text("Log In to {0}", host),
    step: 1,
    totalSteps: 1,
    canGoBack: false,
    placeholder: username === "" ? text("{0} accepts the stored login", host) : text("{0} accepts the stored login of {1}", host, username),
    choices: [
      { label: text("Keep it"), detail: text("Nothing is written"), value: "kept" },
      {
        label: text("Log in with something else"),
        detail: text("The stored login is replaced when the registry accepts the other one"),
        value: "none",
      },
    ],
  });
  return answer.kind === "next" ? answer.value : "cancel";
}
