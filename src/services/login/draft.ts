import type { Credential } from "../../core/credential.ts";
import type { OlderEntry, SaveResult } from "../../credentials/credentialStore.ts";
import type { Text } from "../../core/text.ts";
import type { RegistryError } from "../../core/registryError.ts";
import type { CredentialsError } from "../../credentials/credentialsError.ts";
import { anyOther } from "../../providers/catalog.ts";
import type { HostFinder } from "../../providers/hostFinder.ts";
import type { LoginMethod } from "../../providers/loginMethod.ts";
import type { LoginSource } from "../../providers/loginSource.ts";
import type { Remedy } from "../../providers/remedy.ts";
import type { MethodContext, MethodPorts, SignInKey } from "../../providers/methodContext.ts";
import type { Provider, ProviderRow } from "../../providers/provider.ts";
import type { RecognisedInput } from "../../providers/recogniseInput.ts";
import type { ProviderSite } from "../../providers/providerSite.ts";
import { hostnameOf } from "../../core/referenceHost.ts";
import type { Rights } from "../../registry/auth/probeRights.ts";
import type { RegistryProduct } from "../../registry/auth/registryProduct.ts";
import type { Answer, ListPrompter, StepPosition } from "../prompts/prompter.ts";
import type { PullHost } from "../reach/sessions.ts";
import { CollectedAnswers } from "./answers.ts";
import type { PublicView } from "./publicView.ts";
import type { LoginPlan, StoreDecision } from "./storeChoices.ts";

/** What a registry says of itself to somebody unknown. */
export interface Reached {
  readonly product?: RegistryProduct | undefined;
  /** The token server of its challenge, unless that would have to be asked about. */
  readonly trustedRealm?: URL | undefined;
}

/** A login that the registry is to check. */
export interface LoginAttempt {
  readonly site: ProviderSite;
  /** Undefined for a login that was stored before. */
  readonly method?: LoginMethod;
  readonly credential: Credential;
  /** Where the login is wanted for, if that is known. */
  readonly repository?: string | undefined;
}

/** A login that the registry did not refuse. */
export interface LoginCheck {
  /** `unverified`: the registry takes anybody, so that it never looked. */
  readonly kind: "verified" | "unverified";
  /** What the credential may not do, or what else to know before it is written. */
  readonly notes: readonly Text[];
  /** What helps afterwards. */
  readonly hints?: readonly Text[];
  /** What the registry tells that it may do. */
  readonly rights?: Rights;
  /** Until when the credential is good, where that is known. */
  readonly expiresAt?: Date;
  /** The account's own name, where its provider tells. */
  readonly username?: string;
}

/** A login that the registry has accepted, and where it is to be written. */
export interface AnsweredLogin {
  readonly host: string;
  readonly credential: Credential;
  readonly check: LoginCheck;
  readonly keep: StoreDecision;
  /** The person was shown who reads something else when they chose where to write it. */
  readonly isPlaceShown: boolean;
  /** The older entries that go with it. */
  readonly remove: readonly OlderEntry[];
  /** The sign-in of VS Code that the credential ends with. */
  readonly signIn: SignInKey | undefined;
  /** config.json is to name this helper for these hosts, and no secret is written. */
  readonly helper: LoginDraft["helper"];
  /** How it can be made anew without asking. */
  readonly source: LoginSource | undefined;
}

/** A window of VS Code on another side, by its remote authority (`wsl+Ubuntu`). */
export interface NewWindow {
  readonly kind: "window";
  readonly remoteAuthority: string;
}

export interface LoginFlowPorts {
  readonly prompter: ListPrompter;
  /** Rejects where no registry answers at the host; the prompter says why at the field. */
  readonly reach: (host: string, signal: AbortSignal) => Promise<Reached>;
  /** Where the pulls of the registry go, if not to itself. */
  readonly pullsFrom: (host: string) => Promise<PullHost | undefined>;
  /** Rejects where the registry refuses the credential; the prompter says why at the field. Saves nothing. */
  readonly verify: (attempt: LoginAttempt, signal: AbortSignal) => Promise<LoginCheck>;
  /** The credential that tools use for the host now. */
  readonly stored: (host: string, signal: AbortSignal) => Promise<Credential | undefined>;
  /** What somebody without a login sees; rejects where everybody needs one. */
  readonly viewAsNobody: (host: string, signal: AbortSignal) => Promise<PublicView>;
  /** Where a login to the host would be kept. */
  readonly planSave: (host: string, signal: AbortSignal) => Promise<LoginPlan>;
  /** The person's decision that logins belong into config.json where it names no helper. */
  readonly keepsInFile: () => boolean;
  /** Whether a program is installed. */
  readonly isInstalled: (program: string) => Promise<boolean>;
  /** Why a credential helper does not answer, as far as asking for its list tells. */
  readonly probeHelper: (helper: string, signal: AbortSignal) => Promise<CredentialsError | undefined>;
  /** What the methods may use of this machine. */
  readonly method: MethodPorts;
  /** Sends a form to the registry, as it is reached for pulls. */
  readonly postForm: (host: string, ...request: Parameters<MethodContext["postForm"]>) => ReturnType<MethodContext["postForm"]>;
  /** What a credential helper has for a host, before anything is mapped to it. */
  readonly askHelper: (helper: string, host: string, signal: AbortSignal) => Promise<Credential | undefined>;
  /** The registry's logins in the store for all registries, as far as its helper lists them. */
  readonly loginsInStore: (host: string, signal: AbortSignal) => Promise<readonly OlderEntry[]>;
  /** Runs the command in a terminal that the person sees, or opens the file or the window. */
  readonly applyRemedy: (remedy: Remedy | NewWindow) => Promise<void>;
  /** Helps the person to a connection that is trusted; true where there is one now. */
  readonly setUpTrust: (host: string, fault: RegistryError) => Promise<boolean>;
  /** Writes the login; where that fails, asks how to go on. Back leads to where it was asked for. */
  readonly save: (login: AnsweredLogin, position: StepPosition) => Promise<Answer<SaveResult>>;
  /** The text of an ordinary file of at most so many bytes; rejects with FileRefusedError or a system error. */
  readonly readFile: (path: string, maxBytes: number) => Promise<string>;
}

/** What is known of a login while its steps are asked. */
export interface LoginDraft {
  /** The login starts from a registry that is known: it is not asked for. */
  isHostGiven: boolean;
  /** The row of the provider list that was chosen. */
  chosen: { readonly provider: Provider; readonly row: ProviderRow } | undefined;
  /** Leads to the registry, where its host is not typed. */
  finder: HostFinder | undefined;
  /** The registry was found, and a login for it came along. */
  isFound: boolean;
  /** Only to browse what is public. */
  isAnonymous: boolean;
  view: PublicView | undefined;
  /** Of the image that was typed, or of the node that was clicked. */
  repository: string | undefined;
  /** As it stands in the field for the host. */
  typedHost: string;
  /** Known once the host is. */
  site: ProviderSite | undefined;
  /** The registry that was named, where its pulls go to another host: the person decides which of the two the login is for. */
  pulls: { readonly registry: string; readonly from: PullHost } | undefined;
  provider: Provider;
  methods: readonly LoginMethod[];
  method: LoginMethod;
  answers: CollectedAnswers;
  /** Came with a command line or an address that was pasted. */
  pasted: RecognisedInput | undefined;
  /** What stood in the field above the list of providers, without a secret. */
  typedInList: string;
  /** What is to be said at the next field. */
  problem: Error | undefined;
  /** Why the registry did not answer as one, where its host was not typed into a field. */
  unreached: Error | undefined;
  /** The host whose stored login was tried. */
  triedHost: string | undefined;
  plan: LoginPlan | undefined;
  /** The plan, as far as its helper answered when the place was last asked for. */
  probed: LoginPlan | undefined;
  credential: Credential | undefined;
  /** The sign-in of VS Code that the credential ends with. */
  signIn: SignInKey | undefined;
  /** The helper that config.json is to name for these hosts, in place of a secret. */
  helper: { readonly helper: string; readonly hosts: readonly string[] } | undefined;
  check: LoginCheck | undefined;
  source: LoginSource | undefined;
  /** The login is made anew in the way that is remembered; its answers are used up one by one, so that Back asks for others. */
  renewal: Map<string, string> | undefined;
  /** Whose login that is; undefined where that is not known, or the person chooses anew. */
  renewedAccount: string | undefined;
  /** What may help where a helper has no login. */
  remedy: Remedy | undefined;
  /** What the method knows of a login that the registry may refuse. */
  ifRefused: Text | undefined;
  ifDenied: Text | undefined;
  /** The stored login is good, and stays. */
  isKept: boolean;
  keep: StoreDecision;
  /** What is to be known of that place was shown. */
  isPlaceShown: boolean;
  /** What became of writing it. */
  saved: SaveResult | undefined;
  /** What the store for all registries has of this one, where it was looked for. */
  left: readonly OlderEntry[];
  /** The older entries that go when the login is written. */
  remove: readonly OlderEntry[];
}

export async function newDraft(): Promise<LoginDraft> {
  const methods = await anyOther.loadMethods();
  return {
    isHostGiven: false,
    chosen: undefined,
    finder: undefined,
    isFound: false,
    isAnonymous: false,
    view: undefined,
    repository: undefined,
    typedHost: "",
    site: undefined,
    pulls: undefined,
    provider: anyOther,
    methods,
    method: methods[0],
    answers: new CollectedAnswers(),
    pasted: undefined,
    typedInList: "",
    problem: undefined,
    unreached: undefined,
    triedHost: undefined,
    plan: undefined,
    probed: undefined,
    credential: undefined,
    signIn: undefined,
    helper: undefined,
    check: undefined,
    source: undefined,
    renewal: undefined,
    renewedAccount: undefined,
    remedy: undefined,
    ifRefused: undefined,
    ifDenied: undefined,
    isKept: false,
    saved: undefined,
    isPlaceShown: false,
    keep: { save: { store: "configured" }, always: false },
    left: [],
    remove: [],
  };
}

/** The methods of a provider that a site has and this machine can do. */
export async function availableMethods(provider: Provider, host: string, { isInstalled }: LoginFlowPorts): Promise<readonly LoginMethod[]> {
  const here = (await provider.loadMethods()).filter(({ onlyAt }) => onlyAt?.test(hostnameOf(host)) !== false);
  const isUsable = await Promise.all(here.map(async ({ programs = [] }) => (await Promise.all(programs.map(isInstalled))).every(Boolean)));
  return here.filter((_, index) => isUsable[index]);
}

/** What a method may use for the registry that a login is for. */
export function methodContextOf({ site, repository, renewedAccount }: LoginDraft, { method, postForm }: LoginFlowPorts): MethodContext {
  const host = site?.host ?? "";
  return {
    ...method,
    signIn: (service, scopes, signal) => method.signIn(service, scopes, signal, renewedAccount),
    host,
    repository,
    postForm: (...request) => postForm(host, ...request),
  };
}

/** The method that a user name belongs to, as far as its form tells. */
export function methodOfUsername(methods: readonly LoginMethod[], username: string): LoginMethod | undefined {
  return (
    methods.find((method) => method.username === username) ??
    methods.find(({ questions }) =>
      questions.some(
        (question) =>
          question.kind === "text" &&
          question.id === "username" &&
          question.check(username) === undefined &&
          question.hint?.(username) === undefined,
      ),
    )
  );
}
