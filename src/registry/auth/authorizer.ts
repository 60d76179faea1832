import { BoundedCache } from "../../core/boundedCache.ts";
import type { Clock } from "../../core/clock.ts";
import type { Credential } from "../../core/credential.ts";
import type { Secret } from "../../core/secret.ts";
import { SingleFlight } from "../../core/singleFlight.ts";
import { type Challenge, parseChallenges } from "./challenge.ts";
import type { RegistryEndpoint } from "../endpoint.ts";
import type { HttpResponse } from "../http/httpClient.ts";
import { type RealmPolicy, requireAskableRealm, requireTrustedRealm } from "./realmPolicy.ts";
import { anticipatedScopes, challengedScopes, type Scope } from "./scope.ts";
import { basicAuthorization, type TokenAsker, type TokenCredential } from "./tokenRequest.ts";
import type { TokenSource } from "./tokenSource.ts";

/** Port: the person's credential for the registry. Asked once, when the registry has challenged us: a changed login wants a client of its own. */
export interface CredentialLookup {
  lookup(signal?: AbortSignal): Promise<Credential | undefined>;
}

/** What goes into a request's `Authorization`, and how we came by it. */
export interface Authorization {
  readonly header: string;
  /** Whether an account stands behind it. */
  readonly authenticated: boolean;
  readonly scheme: "basic" | "bearer" | "registryToken";
  /** Of a bearer token: whether it was fetched for this very request, and for what. */
  readonly token?: { readonly secret: Secret; readonly fresh: boolean; readonly scopes: readonly string[] };
}

/** A way to authenticate that a registry has offered, as we can use it. */
type Offer = { readonly scheme: "basic" } | BearerOffer;

interface BearerOffer {
  readonly scheme: "bearer";
  readonly realm: URL;
  readonly service: string | undefined;
  readonly scope: string | undefined;
}

export interface AuthorizerOptions {
  readonly endpoint: RegistryEndpoint;
  readonly credentials: CredentialLookup;
  readonly realmPolicy: RealmPolicy;
  readonly tokens: TokenSource;
  readonly clock: Clock;
}

/** How long a refusal, of a password or by the person, stands in for asking again. */
const refusalMs = 30_000;

/** Answers a registry's challenges, and remembers them so that the next request need not be challenged. */
export class Authorizer {
  readonly #options: AuthorizerOptions;
  /** By kind of request: Harbor wants Bearer for repositories and Basic for the catalog. */
  readonly #offers = new Map<Scope["kind"], Offer>();
  readonly #lookups = new SingleFlight<Credential | undefined>();
  readonly #realmQuestions = new SingleFlight<boolean>();
  readonly #realmAnswers: BoundedCache<string, boolean>;
  /** What Basic was refused for: a wrong password is not repeated for each thing in a tree. */
  readonly #basicRefusals: BoundedCache<string, true>;
  #credential: { readonly value: Credential | undefined } | undefined;

  constructor(options: AuthorizerOptions) {
    this.#options = options;
    this.#basicRefusals = new BoundedCache(200, () => options.clock.now());
    this.#realmAnswers = new BoundedCache(50, () => options.clock.now());
  }

  /** What to send with a request before it is challenged, by what was learnt from earlier ones. */
  async anticipate(scope: Scope, signal: AbortSignal | undefined): Promise<Authorization | undefined> {
    const offer = this.#offers.get(scope.kind) ?? (scope.kind === "repository" ? this.#offers.get("base") : undefined);
    if (offer === undefined) return undefined;
    const credential = await this.#lookup(signal);
    if (credential?.kind === "registryToken") return registryToken(credential.token);
    if (offer.scheme === "basic") return this.#basic(credential, scope);
    return this.#bearer(offer, anticipatedScopes(offer.scope, scope), credential, undefined, signal);
  }

  /**
   * What to send after a 401 to a request that carried `sent`; undefined where nothing is left to try. Each way is tried
   * once: the caller stops after a few rounds, whatever the registry says.
   */
  async respond(
    response: HttpResponse,
    scope: Scope,
    sent: Authorization | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Authorization | undefined> {
    const offers = this.#offersOf(response, sent);
    if (sent?.scheme === "basic") this.#basicRefusals.set(refusalKey(scope), true, refusalMs);
    const [preferred] = offers;
    if (preferred === undefined) return undefined;
    const credential = await this.#lookup(signal);
    if (credential?.kind === "registryToken") {
      this.#offers.set(scope.kind, preferred);
      return sent === undefined ? registryToken(credential.token) : undefined;
    }
    for (const offer of offers) {
      const next = await this.#accept(offer, scope, sent, credential, signal);
      if (next === undefined) continue;
      this.#offers.set(scope.kind, offer);
      return next;
    }
    return undefined;
  }

  /** Remembers what a ping was offered. */
  learn(response: HttpResponse): void {
    const [offer] = usableOffers(response);
    if (offer === undefined) this.#offers.delete("base");
    else this.#offers.set("base", offer);
  }

  #offersOf(response: HttpResponse, sent: Authorization | undefined): readonly Offer[] {
    const offers = usableOffers(response);
    // Google has answered 401 without a challenge: what the base asked for holds.
    const base = this.#offers.get("base");
    return offers.length === 0 && sent === undefined && base !== undefined ? [base] : offers;
  }

  async #accept(
    offer: Offer,
    scope: Scope,
    sent: Authorization | undefined,
    credential: TokenCredential | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Authorization | undefined> {
    if (offer.scheme === "basic") return sent?.scheme === "basic" ? undefined : this.#basic(credential, scope);
    const scopes = challengedScopes(offer.scope, scope);
    // A token that was made for this, and is refused: another one would be no better.
    if (sent?.token?.fresh === true && isSameSet(sent.token.scopes, scopes)) return undefined;
    return this.#bearer(offer, scopes, credential, sent?.token?.secret, signal);
  }

  #basic(credential: TokenCredential | undefined, scope: Scope): Authorization | undefined {
    if (credential?.kind !== "basic" || this.#basicRefusals.get(refusalKey(scope)) === true) return undefined;
    return { header: basicAuthorization(credential.username, credential.password), authenticated: true, scheme: "basic" };
  }

  async #bearer(
    offer: BearerOffer,
    scopes: readonly string[],
    credential: TokenCredential | undefined,
    refused: Secret | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Authorization> {
    const asker = await this.#askerAt(offer.realm, credential, signal);
    const { secret, fresh } = await this.#options.tokens.get({ ...asker, service: offer.service, scopes }, refused, signal);
    return {
      header: `Bearer ${secret.reveal()}`,
      authenticated: credential !== undefined,
      scheme: "bearer",
      token: { secret, fresh, scopes },
    };
  }

  /** Every challenge's realm is judged, however many came before. */
  async #askerAt(realm: URL, credential: TokenCredential | undefined, signal: AbortSignal | undefined): Promise<TokenAsker> {
    const { endpoint } = this.#options;
    if (credential === undefined) return { realm: await requireAskableRealm(endpoint, realm), credential };
    return { realm: await requireTrustedRealm(endpoint, realm, () => this.#ask(realm.host, signal)), credential };
  }

  async #ask(realmHost: string, signal: AbortSignal | undefined): Promise<boolean> {
    const known = this.#realmAnswers.get(realmHost);
    if (known !== undefined) return known;
    const { endpoint, realmPolicy } = this.#options;
    const answer = await this.#realmQuestions.run(realmHost, (joined) => realmPolicy.confirm(endpoint.host, realmHost, joined), signal);
    // A no may have been a slip, but stands for all that is under way.
    this.#realmAnswers.set(realmHost, answer, answer ? Infinity : refusalMs);
    return answer;
  }

  async #lookup(signal: AbortSignal | undefined): Promise<Credential | undefined> {
    if (this.#credential !== undefined) return this.#credential.value;
    const found = await this.#lookups.run("credential", (joined) => this.#options.credentials.lookup(joined), signal);
    const value = found === undefined || isEmpty(found) ? undefined : found;
    this.#credential = { value };
    return value;
  }
}

/** Nothing where a secret should be is nobody: a Basic header of it would be refused where nobody is welcome. */
function isEmpty(credential: Credential): boolean {
  return credential.kind === "basic" ? credential.password.isEmpty : credential.token.isEmpty;
}

function registryToken(token: Secret): Authorization {
  return { header: `Bearer ${token.reveal()}`, authenticated: true, scheme: "registryToken" };
}

/** Bearer before Basic, whatever order they came in. */
export function usableOffers(response: HttpResponse): readonly Offer[] {
  const challenges = parseChallenges(response.headers.all("www-authenticate"));
  const bearer = challenges
    .filter((challenge) => challenge.scheme === "bearer")
    .flatMap((challenge) => bearerOffer(challenge, response.url));
  const basic = challenges.some((challenge) => challenge.scheme === "basic") ? [{ scheme: "basic" as const }] : [];
  return [...bearer, ...basic];
}

function bearerOffer(challenge: Challenge, from: URL): readonly Offer[] {
  const realm = URL.parse(challenge.params.get("realm") ?? "", from.href);
  if (realm === null || (challenge.params.get("realm") ?? "") === "" || !/^https?:$/.test(realm.protocol)) return [];
  realm.hash = "";
  return [{ scheme: "bearer", realm, service: challenge.params.get("service"), scope: challenge.params.get("scope") }];
}

function refusalKey(scope: Scope): string {
  return scope.kind === "repository" ? `repository ${scope.repository}` : scope.kind;
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return new Set([...a, ...b]).size === new Set(a).size && new Set(a).size === new Set(b).size;
}
