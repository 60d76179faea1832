import type { SaveResult } from "../../credentials/credentialStore.ts";
import { isAbort } from "../../core/errors.ts";
import { canonicalHost } from "../../providers/catalog.ts";
import { runSteps } from "../prompts/runSteps.ts";
import type { LoginSource } from "../../providers/loginSource.ts";
import { arrive, decide } from "./arrival.ts";
import { answeredOf } from "./answered.ts";
import { type AnsweredLogin, type LoginDraft, type LoginFlowPorts, newDraft } from "./draft.ts";
import type { PublicView } from "./publicView.ts";
import { stepsOf } from "./stepsOf.ts";

export interface LoginRequest {
  /** Known when the login starts from a registry of the tree or from a refused listing: its step is left out. */
  readonly host?: string;
  /** Where in the registry the login is wanted for. */
  readonly repository?: string;
}

interface SourcedRequest extends LoginRequest {
  /** How the login of the host was made before: nothing is asked that is known of it. */
  readonly source?: LoginSource | undefined;
}

export type LoginOutcome =
  /** The registry has accepted it, and it is written. */
  | (AnsweredLogin & { readonly kind: "answered"; readonly saved: SaveResult })
  /** The registry is to be browsed without a login. */
  | { readonly kind: "anonymous"; readonly host: string; readonly view: PublicView }
  /** The stored login is good, and stays. */
  | { readonly kind: "kept"; readonly host: string }
  | { readonly kind: "cancelled" };

/**
 * Asks for what a login needs, one step each, with Back at every step but the first: the registry, where it is not known, the
 * way to log in, where there are several, what that way needs, and where to write it. A login that is stored already is tried
 * before. Nothing is written before the registry has accepted the login.
 */
export async function runLoginFlow({ host, repository, source }: SourcedRequest, ports: LoginFlowPorts): Promise<LoginOutcome> {
  const draft = await newDraft();
  draft.repository = repository;
  draft.isHostGiven = host !== undefined;
  try {
    if (host !== undefined)
      await (source === undefined ? arrive({ host: canonicalHost(host) }, draft, ports) : arriveAgain(host, source, draft, ports));
  } catch (error) {
    if (isAbort(error)) return { kind: "cancelled" };
    throw error;
  }
  return (await runSteps(draft, ports, stepsOf)) === "finished" ? outcomeOf(draft) : { kind: "cancelled" };
}

/** Takes the way of before into the draft; where this machine does not have it any more, the person chooses another one. */
async function arriveAgain(host: string, source: LoginSource, draft: LoginDraft, ports: LoginFlowPorts): Promise<void> {
  // Which host the login is for was decided before.
  await decide(canonicalHost(host), draft, ports);
  const method = draft.methods.find(({ id }) => id === source.method);
  if (method === undefined) return;
  draft.method = method;
  draft.renewal = new Map(Object.entries(source.answers));
  draft.renewedAccount = source.account;
  for (const [id, answer] of draft.renewal) draft.answers.setText(id, answer);
}

function outcomeOf(draft: LoginDraft): LoginOutcome {
  const { site, isAnonymous, isKept, view, saved } = draft;
  if (isKept && site !== undefined) return { kind: "kept", host: site.host };
  if (isAnonymous && site !== undefined && view !== undefined) return { kind: "anonymous", host: site.host, view };
  const answered = answeredOf(draft);
  if (answered === undefined || saved === undefined) return { kind: "cancelled" };
  return { kind: "answered", ...answered, saved };
}
