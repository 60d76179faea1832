import type { Credential } from "../core/credential.ts";
import { Secret } from "../core/secret.ts";
import type { SavePlan } from "../credentials/credentialStore.ts";
import { checkHost, checkUsername, normaliseHost } from "./loginFields.ts";
import { type Answer, type Prompter, type StepPlace, type Text, text } from "./prompter.ts";
import { needsChoice, type StoreDecision, storeChoices } from "./storeChoices.ts";

export interface LoginRequest {
  /** Known when the login starts from a registry of the tree or from a refused listing: its step is left out. */
  readonly host?: string;
}

export interface LoginFlowPorts {
  readonly prompter: Prompter;
  /** Rejects where no registry answers at the host; the prompter says why at the field. */
  readonly reach: (host: string, signal: AbortSignal) => Promise<void>;
  /** Rejects where the registry refuses the credential; the prompter says why at the field. Saves nothing. */
  readonly verify: (host: string, credential: Credential, signal: AbortSignal) => Promise<void>;
  /** Where a login to the host would be kept. */
  readonly planSave: (host: string) => Promise<SavePlan>;
}

export type LoginAnswer =
  | { readonly kind: "answered"; readonly host: string; readonly credential: Credential; readonly keep: StoreDecision }
  | { readonly kind: "cancelled" };

const asConfigured: StoreDecision = { save: { store: "configured" }, always: false };

interface Draft {
  host: string;
  username: string;
  credential: Credential | undefined;
  plan: SavePlan | undefined;
  keep: StoreDecision;
}

type Place = Omit<StepPlace, "title">;
type Step = (draft: Draft, place: Place, ports: LoginFlowPorts) => Promise<Answer<unknown>>;

/**
 * Asks for registry, user name, password and, where there is a choice, where to keep them: one step each, with Back at
 * every step but the first. It ends when the registry has accepted them and writes nothing: the caller saves the answer.
 */
export async function runLoginFlow(request: LoginRequest, ports: LoginFlowPorts): Promise<LoginAnswer> {
  const draft: Draft = { host: request.host ?? "", username: "", credential: undefined, plan: undefined, keep: asConfigured };
  if (request.host !== undefined) draft.plan = await planOf(request.host, ports);
  const index = { step: 0 };
  for (;;) {
    const steps = stepsFor(request, draft);
    const step = steps[index.step];
    if (step === undefined) break;
    const place = { step: index.step + 1, totalSteps: steps.length, canGoBack: index.step > 0 };
    const answer = await step(draft, place, ports);
    if (answer.kind === "cancel") return { kind: "cancelled" };
    index.step += answer.kind === "back" ? -1 : 1;
  }
  const { host, credential, keep } = draft;
  return credential === undefined ? { kind: "cancelled" } : { kind: "answered", host, credential, keep };
}

function stepsFor(request: LoginRequest, { plan }: Draft): readonly Step[] {
  const where = plan !== undefined && needsChoice(plan) ? [askStore] : [];
  return [...(request.host === undefined ? [askHost] : []), askUsername, askPassword, ...where];
}

/** The plan, or what stops every save: better said before a password is asked for than after. */
async function planOf(host: string, { planSave }: LoginFlowPorts): Promise<SavePlan> {
  const plan = await planSave(host);
  if (plan.blockedBy !== undefined) throw plan.blockedBy;
  return plan;
}

function titleOf({ host }: Draft): Text {
  return text("Log In to {0}", host);
}

const askHost: Step = async (draft, place, ports) => {
  const answer = await ports.prompter.input({
    ...place,
    title: text("Log In to a Container Registry"),
    prompt: text("Host of the registry, with its port if it has one"),
    placeholder: text("docker.io, ghcr.io, registry.example.com:5000"),
    value: draft.host,
    secret: false,
    check: checkHost,
    submit: async (value, signal) => {
      const host = normaliseHost(value);
      draft.plan = await planOf(host, ports);
      await ports.reach(host, signal);
    },
  });
  if (answer.kind === "next") draft.host = normaliseHost(answer.value);
  return answer;
};

const askUsername: Step = async (draft, place, { prompter }) => {
  const answer = await prompter.input({
    ...place,
    title: titleOf(draft),
    prompt: text("User name"),
    value: draft.username,
    secret: false,
    check: checkUsername,
  });
  if (answer.kind === "next") draft.username = answer.value.trim();
  return answer;
};

const askPassword: Step = (draft, place, { prompter, verify }) =>
  prompter.input({
    ...place,
    title: titleOf(draft),
    prompt: text("Password or access token of {0}", draft.username),
    value: "",
    secret: true,
    check: (value) => (value === "" ? text("A password or token is needed.") : undefined),
    submit: async (value, signal) => {
      // One line ending comes from the clipboard and is no part of the password.
      const password = new Secret(value.replace(/\r?\n$|\r$/, ""));
      const credential: Credential = { kind: "basic", username: draft.username, password };
      await verify(draft.host, credential, signal);
      draft.credential = credential;
    },
  });

const askStore: Step = async (draft, place, { prompter }) => {
  const answer = await prompter.pick({
    ...place,
    title: titleOf(draft),
    placeholder: text("Where to keep the login"),
    choices: draft.plan === undefined ? [] : storeChoices(draft.plan),
  });
  if (answer.kind === "next") draft.keep = answer.value;
  return answer;
};
