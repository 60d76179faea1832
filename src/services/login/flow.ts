import type { Credential } from "../../core/credential.ts";
import { isAbort } from "../../core/errors.ts";
import { canonicalHost } from "../../providers/catalog.ts";
import { arrive, tryStored } from "./arrival.ts";
import { type LoginCheck, type LoginDraft, type LoginFlowPorts, newDraft } from "./draft.ts";
import { askSecret, askSource, type Step, stepsOf } from "./steps.ts";
import type { PublicView } from "./publicView.ts";
import type { SignInSession } from "../remembered/rememberedLogins.ts";
import type { StoreDecision } from "./storeChoices.ts";

export interface LoginRequest {
  /** Known when the login starts from a registry of the tree or from a refused listing: its step is left out. */
  readonly host?: string;
  /** Where in the registry the login is wanted for. */
  readonly repository?: string;
}

export type LoginAnswer =
  | {
      readonly kind: "answered";
      readonly host: string;
      readonly credential: Credential;
      readonly check: LoginCheck;
      readonly keep: StoreDecision;
      /** The sign-in of VS Code that the credential ends with. */
      readonly signIn: SignInSession | undefined;
    }
  /** The registry is to be browsed without a login. */
  | { readonly kind: "anonymous"; readonly host: string; readonly view: PublicView }
  /** The stored login is good, and stays. */
  | { readonly kind: "kept"; readonly host: string }
  | { readonly kind: "cancelled" };

/**
 * Asks for what a login needs, one step each, with Back at every step but the first: the registry, where it is not known, the
 * way to log in, where there are several, what that way needs, and where to write it. A login that is stored already is tried
 * before. The flow ends when the registry has accepted the login, and writes nothing: the caller saves the answer.
 */
export async function runLoginFlow(request: LoginRequest, ports: LoginFlowPorts): Promise<LoginAnswer> {
  try {
    return await run(request, ports);
  } catch (error) {
    // While something was waited for: fields answer instead of rejecting.
    if (isAbort(error)) return { kind: "cancelled" };
    throw error;
  }
}

async function run(request: LoginRequest, ports: LoginFlowPorts): Promise<LoginAnswer> {
  const draft = newDraft();
  draft.repository = request.repository;
  const isHostGiven = request.host !== undefined;
  if (isHostGiven) await arrive({ host: canonicalHost(request.host ?? "") }, draft, ports);
  for (let index = 0; ;) {
    const isNewHost =
      draft.site !== undefined && draft.site.host !== draft.triedHost && !draft.isAnonymous && draft.pulls?.isDecided !== false;
    if (isNewHost) {
      draft.triedHost = draft.site?.host;
      const outcome = await tryStored(draft, ports);
      if (outcome === "cancel") return { kind: "cancelled" };
      if (outcome === "kept") return { kind: "kept", host: draft.triedHost ?? "" };
      if (outcome === "resume") index = Math.max(index, stepsOf(draft, isHostGiven, ports).indexOf(askSecret));
    }
    const steps = stepsOf(draft, isHostGiven, ports);
    const step = steps[index];
    if (step === undefined) return answerOf(draft);
    const answer = await step(draft, { step: index + 1, totalSteps: steps.length, canGoBack: index > 0 }, ports);
    if (answer.kind === "cancel") return { kind: "cancelled" };
    index += answer.kind === "next" ? 1 : stepBack(steps, index);
  }
}

/** Back over a step that asks nothing would only come forward again. */
function stepBack(steps: readonly Step[], index: number): number {
  return steps[index - 1] === askSource ? -2 : -1;
}

function answerOf({ site, credential, check, keep, signIn, isAnonymous, view }: LoginDraft): LoginAnswer {
  if (isAnonymous && site !== undefined && view !== undefined) return { kind: "anonymous", host: site.host, view };
  if (site === undefined || credential === undefined || check === undefined) return { kind: "cancelled" };
  return { kind: "answered", host: site.host, credential, check, keep, signIn };
}
