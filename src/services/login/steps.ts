import type { Credential } from "../../core/credential.ts";
import { isAbort, toError } from "../../core/errors.ts";
import { Secret } from "../../core/secret.ts";
import { type Text, text } from "../../core/text.ts";
import { canonicalHost, providerOfHost, providers, registryOfPage } from "../../providers/catalog.ts";
import { generic } from "../../providers/generic/generic.ts";
import type { LoginField, LoginMethod, Place, Provider } from "../../providers/provider.ts";
import { checkHost, type RecognisedInput, recogniseInput, withoutSecret } from "../../providers/recogniseInput.ts";
import { RegistryError } from "../../core/registryError.ts";
import { parseReference } from "../../core/reference.ts";
import { arrive, arriveAndReach, decide } from "./arrival.ts";
import { arriveAsNobody, askPublicHost, publicChoice, publicHostChoice, publicPlace } from "./asNobody.ts";
import type { LoginDraft, LoginFlowPorts } from "./draft.ts";
import type { Answer, Choice, StepLink, StepPlace } from "../prompts/prompter.ts";
import { rightsTexts } from "./rightsTexts.ts";
import { type LoginPlan, needsChoice, readFirst, signInNotes, storeChoices } from "./storeChoices.ts";

export type Position = Pick<StepPlace, "step" | "totalSteps" | "canGoBack">;
export type Step = (draft: LoginDraft, position: Position, ports: LoginFlowPorts) => Promise<Answer<unknown>>;

type Chosen =
  | { readonly provider: Provider; readonly place: Place }
  | { readonly input: RecognisedInput; readonly repository: string | undefined }
  | { readonly publicHost: string };

const anyTitle = text("Log In to a Container Registry");

/** The steps of a login as far as they are known by now; later ones follow from the answers to the first. */
export function stepsOf(draft: LoginDraft, isHostGiven: boolean, ports: LoginFlowPorts): readonly Step[] {
  const { chosen, provider, methods, method, isAnonymous } = draft;
  if (isAnonymous) return [askProvider, chosen === undefined ? askPublicHost : askHost];
  return [
    ...(isHostGiven ? [] : [askProvider]),
    ...(chosen === undefined || chosen.place.host !== undefined ? [] : [askHost]),
    ...(draft.pulls === undefined ? [] : [askPullHost]),
    ...(methods.length > 1 || provider.notice !== undefined ? [askMethod] : []),
    ...(method.source === undefined ? method.fields.map(({ id }) => (id === "username" ? askUsername : askSecret)) : [askSource]),
    ...(isStoreDecided(draft, ports) ? [] : [askStore]),
  ];
}

/** Whether the person decided before where such a login goes, and there is nothing to know of this one. */
function isStoreDecided(draft: LoginDraft, ports: LoginFlowPorts): boolean {
  const { plan, check, method } = draft;
  if (!ports.keepsInFile() || method.source === "vscode-github" || (check?.notes.length ?? 0) > 0) return false;
  return plan === undefined || (plan.store.helper === "" && readFirst(plan).length === 0 && !needsChoice(offeredPlan(plan, draft, ports)));
}

/** A person who keeps logins in the file by decision is not offered a keychain, but for the token of another program. */
function offeredPlan({ nativeStore, ...plan }: LoginPlan, { method }: LoginDraft, { keepsInFile }: LoginFlowPorts): LoginPlan {
  const isOffered = nativeStore !== undefined && (!keepsInFile() || method.source === "vscode-github");
  return isOffered ? { ...plan, nativeStore } : plan;
}

const askProvider: Step = async (draft, position, ports) => {
  const places = providers.flatMap((provider) => provider.places.map((place) => placeChoice(provider, place)));
  const choices = [...places, publicChoice<Chosen>({ provider: generic, place: publicPlace })];
  const before = choices.find(({ value }) => "place" in value && value.place === draft.chosen?.place);
  const answer = await ports.prompter.pick<Chosen>({
    ...position,
    title: anyTitle,
    placeholder: text("Choose a provider, or type or paste a host, image or “docker login”"),
    choices,
    ...(before === undefined ? {} : { active: before.value }),
    absorb: (pasted) => absorb(pasted, draft),
    choicesOf: (typed) => typedChoices(typed, choices, draft),
    issueOf: (typed) => (looksLikeHost.test(typed) ? checkHost(typed) : undefined),
  });
  if (answer.kind !== "next") return answer;
  const { value } = answer;
  draft.repository = undefined;
  draft.isAnonymous = "publicHost" in value || ("place" in value && value.place === publicPlace);
  draft.chosen = "place" in value ? value : undefined;
  if ("publicHost" in value) draft.typedHost = value.publicHost;
  if ("input" in value) {
    draft.repository = value.repository;
    await arrive(value.input, draft, ports);
  }
  if (!("place" in value)) return answer;
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

const looksLikeHost = /[.:/[]|\blogin\b|^localhost$/;

/** A typed text is offered as a host when it can be one, and looks like one or is no part of any provider's row. */
function typedChoices(typed: string, choices: readonly Choice<Chosen>[], draft: LoginDraft): readonly Choice<Chosen>[] {
  const isListed = choices.some(({ label, detail }) =>
    [label, detail].some(({ text: words, args = [] }) => [words, ...args].join(" ").toLowerCase().includes(typed.toLowerCase())),
  );
  if ((isListed && !looksLikeHost.test(typed)) || checkHost(typed) !== undefined) return [];
  const input = inputOf(typed, draft);
  const { host, username } = input;
  const provider = providerOfHost(host);
  const logIn: Choice<Chosen> = {
    label: text("Log in to {0}", host),
    detail: provider === undefined ? text("Asks the registry what it is") : text("{0}", provider.name),
    icon: provider?.id ?? "generic",
    value: { input, repository: repositoryIn(typed, host) },
  };
  return username === undefined ? [logIn, publicHostChoice<Chosen>(host, { publicHost: host })] : [logIn];
}

/** The repository of an image that was typed; undefined where the text is anything else. */
function repositoryIn(typed: string, host: string): string | undefined {
  const image = typed.trim();
  if ((!image.includes("/") && image.includes(".")) || registryOfPage(image) !== undefined) return undefined;
  try {
    const reference = parseReference(image);
    return canonicalHost(reference.host) === host ? reference.repository : undefined;
  } catch (error) {
    if (error instanceof RegistryError) return undefined;
    throw error;
  }
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

/** docker, nerdctl and the others compare keys of config.json letter by letter. */
function hintAtCase(typed: string): Text | undefined {
  const { host } = recogniseInput(typed);
  return /[A-Z]/.test(host) ? text("Tools tell upper from lower case: images have to be written with {0}, too.", host) : undefined;
}

const askHost: Step = async (draft, position, ports) => {
  const example = draft.chosen?.place.example;
  const arriveAt = draft.isAnonymous ? arriveAsNobody : arriveAndReach;
  return ports.prompter.input({
    ...position,
    title: draft.isAnonymous ? text("Browse a Registry Without a Login") : anyTitle,
    prompt: text("Host of the registry, with its port if it has one"),
    placeholder: example === undefined ? undefined : text("{0}", example),
    value: draft.typedHost,
    secret: false,
    check: checkHost,
    hint: hintAtCase,
    absorb: (pasted) => absorb(pasted, draft),
    submit: async (value, signal) => {
      await arriveAt(inputOf(value, draft), draft, ports, signal);
      draft.repository = repositoryIn(value, draft.site?.host ?? "");
    },
  });
};

/** A login is checked by the host that it is saved for: where containerd pulls from another one, the person says which is meant. */
const askPullHost: Step = async (draft, position, ports) => {
  const { pulls } = draft;
  if (pulls === undefined) return { kind: "next", value: undefined };
  const { registry, from } = pulls;
  pulls.isDecided = false;
  const answer = await ports.prompter.pick<string>({
    ...position,
    title: text("Log In to {0}", registry),
    placeholder: text("Which host the login is for"),
    notes: [text("containerd pulls images of {0} from {1}:", registry, from.host), text("{0}/hosts.toml says so.", from.directory)],
    choices: [
      { label: text("{0}", registry), detail: text("docker, podman and all others that do not read hosts.toml ask it"), value: registry },
      { label: text("{0}", from.host), detail: text("containerd asks it for images of {0}", registry), value: from.host },
    ],
  });
  if (answer.kind === "next") await decide(answer.value, draft, ports);
  return answer;
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
  const answer = await prompter.input({
    ...position,
    ...aroundField(draft),
    prompt,
    placeholder,
    value: draft.username,
    secret: false,
    check,
    hint,
  });
  if (answer.kind === "next") draft.username = clean(answer.value);
  return answer;
};

/** A password may have them; more often they were copied with it. */
function hintAtSpaces(secret: string): Text | undefined {
  return secret === secret.trim() ? undefined : text("It begins or ends with a space, which is sent, too.");
}

export const askSecret: Step = (draft, position, ports) => {
  const { prompt, placeholder, check, hint, clean } = fieldOf(draft, "secret");
  const username = draft.method.username ?? draft.username;
  const pasted = draft.pasted?.host === draft.site?.host ? draft.pasted?.password : undefined;
  return ports.prompter.input({
    ...position,
    ...aroundField(draft),
    prompt:
      pasted === undefined
        ? { text: prompt.text, args: [username] }
        : text("The password of the command that you pasted. It is in your shell's history, too: better make a new one"),
    placeholder,
    // Masked: the one place where the secret of a pasted command is put.
    value: pasted?.reveal() ?? "",
    secret: true,
    check,
    hint: (value) => hint?.(value) ?? hintAtSpaces(clean(value)),
    advice: (error) => adviceFor(error, draft.method),
    submit: async (value, signal) => {
      const credential: Credential = { kind: "basic", username, password: new Secret(clean(value)) };
      await verifyInto(draft, credential, ports, signal);
    },
  });
};

/** A secret that somebody else keeps is fetched and checked; where that fails, the person decides. */
export const askSource: Step = async (draft, position, ports) => {
  const { method, site } = draft;
  for (;;) {
    try {
      await ports.prompter.wait(text("Logging in to {0}…", site?.host ?? ""), async (signal) => {
        if (method.source === undefined || site === undefined) return;
        const { username = "token", secret, session } = await ports.obtain(method.source, site, signal);
        await verifyInto(draft, { kind: "basic", username: username.toLowerCase(), password: secret }, ports, signal);
        draft.signIn = session;
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

const askStore: Step = async (draft, position, ports) => {
  const { check, site, method } = draft;
  const plan = draft.plan === undefined ? undefined : offeredPlan(draft.plan, draft, ports);
  const unverified = text("{0} accepts anybody, so that the login itself could not be checked.", site?.host ?? "");
  const answer = await ports.prompter.pick({
    ...position,
    title: titleOf(draft),
    placeholder: text("The registry accepts the login. Where to write it"),
    notes: [
      ...(check?.kind === "unverified" ? [unverified] : []),
      ...(check?.notes ?? []),
      ...rightsTexts(check?.rights),
      ...(plan !== undefined && method.source === "vscode-github" ? signInNotes(plan) : []),
      ...(plan === undefined ? [] : readFirst(plan)),
    ],
    choices: plan === undefined ? [] : storeChoices(plan),
  });
  if (answer.kind === "next") draft.keep = answer.value;
  return answer;
};

async function verifyInto(
  draft: LoginDraft,
  credential: Credential & { readonly kind: "basic" },
  { verify }: LoginFlowPorts,
  signal: AbortSignal,
): Promise<void> {
  const { site, method, repository } = draft;
  if (site === undefined) return;
  const check = await verify({ site, method, credential, repository }, signal);
  draft.check = check;
  draft.signIn = undefined;
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
