import type { Credential } from "../../core/credential.ts";
import { isAbort } from "../../core/errors.ts";
import { canonicalHost } from "../../providers/catalog.ts";
import type { SignInKey } from "../../providers/methodContext.ts";
import { runSteps } from "../prompts/runSteps.ts";
import { arrive } from "./arrival.ts";
import { type LoginCheck, type LoginDraft, type LoginFlowPorts, newDraft } from "./draft.ts";
import type { PublicView } from "./publicView.ts";
import { stepsOf } from "./stepsOf.ts";
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
      readonly signIn: SignInKey | undefined;
      /** config.json is to name this helper for these hosts, and no secret is written. */
      readonly helper: LoginDraft["helper"];
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
  const draft = await newDraft();
  draft.repository = request.repository;
  draft.isHostGiven = request.host !== undefined;
  try {
    if (request.host !== undefined) await arrive({ host: canonicalHost(request.host) }, draft, ports);
  } catch (error) {
    if (isAbort(error)) return { kind: "cancelled" };
    throw error;
  }
  return (await runSteps(draft, ports, stepsOf)) === "finished" ? answerOf(draft) : { kind: "cancelled" };
}

function answerOf({ site, credential, check, keep, signIn, helper, isAnonymous, isKept, view }: LoginDraft): LoginAnswer {
  if (isKept && site !== undefined) return { kind: "kept", host: site.host };
  if (isAnonymous && site !== undefined && view !== undefined) return { kind: "anonymous", host: site.host, view };
  if (site === undefined || credential === undefined || check === undefined) return { kind: "cancelled" };
  return { kind: "answered", host: site.host, credential, check, keep, signIn, helper };
}
