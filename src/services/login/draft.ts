import type { Credential } from "../../core/credential.ts";
import type { Secret } from "../../core/secret.ts";
import type { Text } from "../../core/text.ts";
import { generic } from "../../providers/generic/generic.ts";
import type { LoginMethod, Place, Provider, SecretSource, Site } from "../../providers/provider.ts";
import { hostnameOf } from "../../providers/shared/hostname.ts";
import type { RegistryProduct } from "../../registry/auth/registryProduct.ts";
import type { Rights } from "../../registry/auth/probeRights.ts";
import type { PullHost } from "../reach/sessions.ts";
import type { Prompter } from "../prompts/prompter.ts";
import type { PublicView } from "./publicView.ts";
import type { SignInSession } from "../remembered/rememberedLogins.ts";
import type { LoginPlan, StoreDecision } from "./storeChoices.ts";

/** What a registry says of itself to somebody unknown. */
export interface Reached {
  readonly product?: RegistryProduct | undefined;
  readonly realm?: URL | undefined;
}

/** A login that the registry is to check. */
export interface LoginAttempt {
  readonly site: Site;
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
  /** What the credential may not do, or what else to know of it. */
  readonly notes: readonly Text[];
  /** What the registry tells that it may do. */
  readonly rights?: Rights;
  /** Until when the credential is good, where that is known. */
  readonly expiresAt?: Date;
  /** The account's own name, where its provider tells. */
  readonly username?: string;
}

/** A secret that somebody else keeps. */
export interface ObtainedSecret {
  readonly username?: string;
  readonly secret: Secret;
  /** The sign-in of VS Code that it belongs to, and ends with. */
  readonly session?: SignInSession;
}

export interface LoginFlowPorts {
  readonly prompter: Prompter;
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
  readonly planSave: (host: string) => Promise<LoginPlan>;
  /** The person's decision that logins belong into config.json where it names no helper. */
  readonly keepsInFile: () => boolean;
  /** Whether a program is installed. */
  readonly isInstalled: (program: string) => Promise<boolean>;
  /** Rejects where the person does not allow it, or there is no secret. */
  readonly obtain: (source: SecretSource, site: Site, signal: AbortSignal) => Promise<ObtainedSecret>;
}

/** What is known of a login while its steps are asked. */
export interface LoginDraft {
  /** The row of the provider list that was chosen. */
  chosen: { readonly provider: Provider; readonly place: Place } | undefined;
  /** Only to browse what is public. */
  isAnonymous: boolean;
  view: PublicView | undefined;
  /** Of the image that was typed, or of the node that was clicked. */
  repository: string | undefined;
  /** As it stands in the field for the host. */
  typedHost: string;
  /** Known once the host is. */
  site: Site | undefined;
  /** The registry that was named, where its pulls go to another host: the person decides which of the two the login is for. */
  pulls: { readonly registry: string; readonly from: PullHost; isDecided: boolean } | undefined;
  provider: Provider;
  methods: readonly LoginMethod[];
  method: LoginMethod;
  username: string;
  /** Came with a command line that was pasted. */
  pasted: { readonly host: string; readonly username?: string; readonly password?: Secret } | undefined;
  /** What is to be said at the next field. */
  problem: Error | undefined;
  /** The host whose stored login was tried. */
  triedHost: string | undefined;
  plan: LoginPlan | undefined;
  credential: Credential | undefined;
  signIn: SignInSession | undefined;
  check: LoginCheck | undefined;
  keep: StoreDecision;
}

export function newDraft(): LoginDraft {
  return {
    chosen: undefined,
    isAnonymous: false,
    view: undefined,
    repository: undefined,
    typedHost: "",
    site: undefined,
    pulls: undefined,
    provider: generic,
    methods: generic.methods,
    method: generic.methods[0],
    username: "",
    pasted: undefined,
    problem: undefined,
    triedHost: undefined,
    plan: undefined,
    credential: undefined,
    signIn: undefined,
    check: undefined,
    keep: { save: { store: "configured" }, always: false },
  };
}

/** The methods of a provider that a site has and this machine can do. */
export async function availableMethods(provider: Provider, host: string, { isInstalled }: LoginFlowPorts): Promise<readonly LoginMethod[]> {
  const here = provider.methods.filter(({ onlyAt }) => onlyAt?.test(hostnameOf(host)) !== false);
  const hasGh = here.some(({ source }) => source === "gh") && (await isInstalled("gh"));
  return here.filter(({ source }) => source !== "gh" || hasGh);
}

/** The method that a user name belongs to, as far as its form tells. */
export function methodOfUsername(methods: readonly LoginMethod[], username: string): LoginMethod | undefined {
  return (
    methods.find((method) => method.username === username) ??
    methods.find(({ fields }) =>
      fields.some(({ id, check, hint }) => id === "username" && check(username) === undefined && hint?.(username) === undefined),
    )
  );
}
