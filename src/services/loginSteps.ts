import type { Credential } from "../core/credential.ts";
import { isAbort, toError } from "../core/errors.ts";
import { Secret } from "../core/secret.ts";
import { type Text, text } from "../core/text.ts";
import { providerOfHost, providers } from "../providers/catalog.ts";
import type { LoginField, LoginMethod, Place, Provider } from "../providers/provider.ts";
import { checkHost, type RecognisedInput, recogniseInput, withoutSecret } from "../providers/recogniseInput.ts";
import { RegistryError } from "../registry/registryError.ts";
import { arrive, arriveAndReach } from "./loginArrival.ts";
import type { LoginDraft, LoginFlowPorts } from "./loginDraft.ts";
import type { Answer, Choice, StepLink, StepPlace } from "./prompter.ts";
import { needsChoice, storeChoices } from "./storeChoices.ts";

export type Position = Pick<StepPlace, "step" | "totalSteps" | "canGoBack">;
export type Step = (draft: LoginDraft, position: Position, ports: LoginFlowPorts) => Promise<Answer<unknown>>;

type Chosen = { readonly provider: Provider; readonly place: Place } | { readonly input: RecognisedInput };

const anyTitle = text("Log In to a Container Registry");

/** The steps of a login as far as they are known by now; later ones follow from the answers to the first. */
export function stepsOf(draft: LoginDraft, isHostGiven: boolean, { keepsInFile }: LoginFlowPorts): readonly Step[] {
  const { chosen, provider, methods, method, plan, check } = draft;
  const isDecided = keepsInFile() && (plan?.store.helper ?? "") === "" && (check === undefined || check.notes.length === 0);
  return [
    ...(isHostGiven ? [] : [askProvider]),
    ...(chosen === undefined || chosen.place.host !== undefined ? [] : [askHost]),
    ...(methods.length > 1 || provider.notice !== undefined ? [askMethod] : []),
    ...(method.source === undefined ? method.fields.map(({ id }) => (id === "username" ? askUsername : askSecret)) : [askSource]),
    ...(isDecided && (plan === undefined || !needsChoice(plan)) ? [] : [askStore]),
  ];
}

const askProvider: Step = async (draft, position, ports) => {
  const choices = providers.flatMap((provider) => provider.places.map((place) => placeChoice(provider, place)));
  const before = choices.find(({ value }) => "place" in value && value.place === draft.chosen?.place);
  const answer = await ports.prompter.pick<Chosen>({
    ...position,
    title: anyTitle,
    placeholder: text("Choose a provider, or type or paste a host, an image or a “docker login” command"),
    choices,
    ...(before === undefined ? {} : { active: before.value }),
    absorb: (pasted) => absorb(pasted, draft),
    choiceOf: (typed) => typedChoice(typed, draft),
  });
  if (answer.kind !== "next") return answer;
  const { value } = answer;
  if ("input" in value) {
    draft.chosen = undefined;
    await arrive(value.input, draft, ports);
    return answer;
  }
  draft.chosen = value;
  const { host } = value.place;
  if (host !== undefined) await arrive({ host }, draft, ports);
  else if (draft.site !== undefined && providerOfHost(draft.site.host) !== undefined) draft.typedHost = "";
  return answer;
};

function placeChoice(provider: Provider, place: Place): Choice<Chosen> {
  const { label, host, example } = place;
  const detail = host === undefined ? text("For example {0}", example ?? "registry.example.com") : text("{0}", host);
  return { label, detail, icon: provider.id, value: { provider, place } };
}

/** A typed text is offered as a host when it can be one, and is more than the beginning of a provider's name. */
function typedChoice(typed: string, draft: LoginDraft): Choice<Chosen> | undefined {
  if (!/[.:/[]|\blogin\b|^localhost$/.test(typed) || checkHost(typed) !== undefined) return undefined;
  const input = inputOf(typed, draft);
  const provider = providerOfHost(input.host);
  return {
    label: text("Log in to {0}", input.host),
    detail: provider === undefined ? text("Asks the registry what it is") : text("{0}", provider.name),
    icon: provider?.id ?? "generic",
    value: { input },
  };
}

/** Takes a command's secret out of the field, and keeps it for the masked one. */
function absorb(pasted: string, draft: LoginDraft): string | undefined {
  const rest = withoutSecret(pasted);
  if (rest !== undefined) draft.pasted = recogniseInput(pasted);
  return rest;
}

/** What stands in a field, together with what was taken out of it. */
function inputOf(typed: string, { pasted }: LoginDraft): RecognisedInput {
  const input = recogniseInput(typed);
  return pasted !== undefined && pasted.host === input.host ? { ...pasted, ...input } : input;
}

const askHost: Step = async (draft, position, ports) => {
  const example = draft.chosen?.place.example;
  return ports.prompter.input({
    ...position,
    title: anyTitle,
    prompt: text("Host of the registry, with its port if it has one"),
    placeholder: example === undefined ? undefined : text("{0}", example),
    value: draft.typedHost,
    secret: false,
    check: checkHost,
    absorb: (pasted) => absorb(pasted, draft),
    submit: (value, signal) => arriveAndReach(inputOf(value, draft), draft, ports, signal),
  });
};

const askMethod: Step = async (draft, position, { prompter }) => {
  const answer = await prompter.pick<LoginMethod>({
    ...position,
    ...aroundField(draft),
    placeholder: text("How to log in"),
    notes: draft.provider.notice === undefined ? [] : [draft.provider.notice],
    choices: draft.methods.map((method) => ({ label: method.label, detail: method.detail, value: method })),
    active: draft.method,
  });
  if (answer.kind === "next") draft.method = answer.value;
  return answer;
};

const askUsername: Step = async (draft, position, { prompter }) => {
  const { prompt, placeholder, check, hint, clean } = fieldOf(draft, "username");
  const answer = await prompter.input({ ...position, ...aroundField(draft), prompt, placeholder, value: draft.username, secret: false, check, hint });
  if (answer.kind === "next") draft.username = clean(answer.value);
  return answer;
};

export const askSecret: Step = (draft, position, ports) => {
  const { prompt, placeholder, check, hint, clean } = fieldOf(draft, "secret");
  const username = draft.method.username ?? draft.username;
  const pasted = draft.pasted?.host === draft.site?.host ? draft.pasted?.password : undefined;
  return ports.prompter.input({
    ...position,
    ...aroundField(draft),
    prompt: pasted === undefined ? { text: prompt.text, args: [username] } : text("The password of the command that you pasted. It is in your shell's history, too: better make a new one"),
    placeholder,
    // Masked: the one place where the secret of a pasted command is put.
    value: pasted?.reveal() ?? "",
    secret: true,
    check,
    hint,
    advice: (error) => adviceFor(error, draft.method),
    submit: async (value, signal) => {
      const credential: Credential = { kind: "basic", username, password: new Secret(clean(value)) };
      await verifyInto(draft, credential, ports, signal);
    },
  });
};

/** A secret that somebody else keeps is fetched and checked; where that fails, the person decides. */
const askSource: Step = async (draft, position, ports) => {
  const { method, site } = draft;
  for (;;) {
    try {
      await ports.prompter.wait(text("Logging in to {0}…", draft.typedHost), async (signal) => {
        if (method.source === undefined || site === undefined) return;
        const { username = "token", secret } = await ports.obtain(method.source, site, signal);
        await verifyInto(draft, { kind: "basic", username: username.toLowerCase(), password: secret }, ports, signal);
      });
      return { kind: "next", value: undefined };
    } catch (error) {
      if (isAbort(error)) return { kind: position.canGoBack ? "back" : "cancel" };
      const problem = toError(error);
      const answer = await ports.prompter.pick({
        ...position,
        ...aroundField(draft),
        problem,
        placeholder: text("How to go on"),
        notes: [adviceFor(problem, method)].filter((note) => note !== undefined),
        choices: [{ label: text("Try again"), detail: text("Or go back, to log in another way"), value: "again" }],
      });
      if (answer.kind !== "next") return answer;
    }
  }
};

const askStore: Step = async (draft, position, { prompter }) => {
  const { plan, check, site } = draft;
  const unverified = text("{0} accepts anybody, so that the login itself could not be checked.", site?.host ?? "");
  const answer = await prompter.pick({
    ...position,
    title: titleOf(draft),
    placeholder: text("The registry accepts the login. Where to write it"),
    notes: [...(check?.kind === "unverified" ? [unverified] : []), ...(check?.notes ?? [])],
    choices: plan === undefined ? [] : storeChoices(plan),
  });
  if (answer.kind === "next") draft.keep = answer.value;
  return answer;
};

async function verifyInto(draft: LoginDraft, credential: Credential & { readonly kind: "basic" }, { verify }: LoginFlowPorts, signal: AbortSignal): Promise<void> {
  const { site, method } = draft;
  if (site === undefined) return;
  const check = await verify({ site, method, credential }, signal);
  draft.check = check;
  // A secret that came without a name gets the one that its provider tells.
  draft.credential = method.source === undefined || check.username === undefined ? credential : { ...credential, username: check.username };
}

function adviceFor(error: Error, { advice }: LoginMethod): Text | undefined {
  return error instanceof RegistryError ? advice?.[error.code] : undefined;
}

function fieldOf({ method }: LoginDraft, id: LoginField["id"]): LoginField {
  const field = method.fields.find((each) => each.id === id);
  if (field === undefined) throw new Error(`the method ${method.id} has no field for the ${id}`);
  return field;
}

function titleOf({ site }: LoginDraft): Text {
  return text("Log In to {0}", site?.host ?? "");
}

/** Title, pages, and what went wrong before: that is said once. */
function aroundField(draft: LoginDraft): Pick<StepPlace, "title" | "links" | "problem"> {
  const { problem } = draft;
  draft.problem = undefined;
  return { title: titleOf(draft), links: linksOf(draft), problem };
}

function linksOf({ provider, method, site }: LoginDraft): readonly StepLink[] {
  if (site === undefined) return [];
  return [...(method.links ?? []), ...provider.links].flatMap(({ kind, label, url }) => {
    const address = url(site);
    return address === undefined ? [] : [{ kind, label, url: address }];
  });
}
