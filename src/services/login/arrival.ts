import { isAbort, toError } from "../../core/errors.ts";
import { text } from "../../core/text.ts";
import { anyOther, providerOfHost, providerOfProduct } from "../../providers/catalog.ts";
import type { RecognisedInput } from "../../providers/recogniseInput.ts";
import { availableMethods, type LoginDraft, type LoginFlowPorts, methodOfUsername, type Reached } from "./draft.ts";
import type { PullHost } from "../reach/sessions.ts";
import { isTrustFault } from "../reach/trustFault.ts";
import type { LoginPlan } from "./storeChoices.ts";

/**
 * Takes a host into the draft whose registry was asked. Rejects where it does not answer, or nothing could be saved for it; of one that
 * is not trusted the next step says why, and what can be done.
 */
export async function arriveAndReach(input: RecognisedInput, draft: LoginDraft, ports: LoginFlowPorts, signal: AbortSignal): Promise<void> {
  const [plan, pulls] = await Promise.all([planOf(input.host, ports, signal), ports.pullsFrom(input.host)]);
  // Perhaps only the other host answers: the next step asks which of the two is meant.
  const reached = pulls === undefined ? await reachOrFault(input.host, ports, signal) : {};
  await settle(input, plan, reached instanceof Error ? {} : reached, draft, ports);
  if (reached instanceof Error) draft.unreached = reached;
  draft.pulls = undecided(input.host, pulls);
}

async function reachOrFault(host: string, { reach }: LoginFlowPorts, signal: AbortSignal): Promise<Reached | Error> {
  try {
    return await reach(host, signal);
  } catch (error) {
    if (isTrustFault(error)) return error;
    throw error;
  }
}

function undecided(registry: string, from: PullHost | undefined): LoginDraft["pulls"] {
  return from === undefined ? undefined : { registry, from };
}

/**
 * Takes a host into the draft that was not typed into a field. One that is recognised by its name is not asked for more; of one that
 * does not answer the next step says why.
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
}

async function arriveAtItself(input: RecognisedInput, draft: LoginDraft, ports: LoginFlowPorts, mayAsk: boolean): Promise<void> {
  const plan = await ports.prompter.wait(text("Looking for what keeps logins here…"), (signal) => planOf(input.host, ports, signal));
  const isAsked = mayAsk && providerOfHost(input.host) === undefined;
  const reached = isAsked ? await tryToReach(input.host, ports) : {};
  await settle(input, plan, reached instanceof Error ? {} : reached, draft, ports);
  if (reached instanceof Error) draft.unreached = reached;
}

async function tryToReach(host: string, { prompter, reach }: LoginFlowPorts): Promise<Reached | Error> {
  try {
    return await prompter.wait(text("Asking {0}…", host), (signal) => reach(host, signal));
  } catch (error) {
    if (isAbort(error)) throw error;
    return toError(error);
  }
}

/** Asks the host once more, which did not answer as a registry. Rejects as before. */
export async function reachAgain(host: string, draft: LoginDraft, ports: LoginFlowPorts, signal: AbortSignal): Promise<void> {
  const { repository, pulls } = draft;
  await settle({ host }, await planOf(host, ports, signal), await ports.reach(host, signal), draft, ports);
  Object.assign(draft, { repository, pulls });
}

/** The plan, or what stops every save: better said before a password is asked for than after. */
async function planOf(host: string, { planSave }: LoginFlowPorts, signal: AbortSignal): Promise<LoginPlan> {
  const plan = await planSave(host, signal);
  if (plan.blockedBy !== undefined) throw plan.blockedBy;
  return plan;
}

async function settle(input: RecognisedInput, plan: LoginPlan, reached: Reached, draft: LoginDraft, ports: LoginFlowPorts): Promise<void> {
  const { host, username, password } = input;
  draft.typedHost = host;
  draft.unreached = undefined;
  draft.plan = plan;
  draft.probed = undefined;
  draft.isPlaceShown = false;
  draft.credential = undefined;
  draft.signIn = undefined;
  draft.helper = undefined;
  draft.answers.forgetSecrets();
  draft.check = undefined;
  draft.site = { host, ...(reached.trustedRealm === undefined ? {} : { trustedRealm: reached.trustedRealm }) };
  // What the registry shows counts for more than the row of the list that was clicked.
  draft.provider = providerOfHost(host) ?? providerOfProduct(reached.product) ?? draft.chosen?.provider ?? anyOther;
  draft.methods = await availableMethods(draft.provider, host, ports);
  if (username !== undefined) draft.answers.setText("username", username);
  if (username !== undefined || password !== undefined) draft.pasted = input;
  const fitting = username === undefined ? undefined : methodOfUsername(draft.methods, username);
  draft.method = fitting ?? (draft.methods.includes(draft.method) ? draft.method : (draft.methods[0] ?? draft.method));
}
