import { BoundedCache } from "../../core/boundedCache.ts";
import type { Clock } from "../../core/clock.ts";
import type { Credential } from "../../core/credential.ts";
import type { Logger } from "../../core/logger.ts";
import { RegistryError } from "../../core/registryError.ts";
import type { Secret } from "../../core/secret.ts";
import { SingleFlight } from "../../core/singleFlight.ts";
import type { RegistryEndpoint } from "../endpoint.ts";
import type { HttpResponse } from "../http/httpClient.ts";
import type { SentLogin } from "../http/refusal.ts";
import { type CredentialLookup, CredentialMemory } from "./credentialMemory.ts";
import { type BearerOffer, firstUsable, type Offer, usableOffers } from "./offers.ts";
import { RealmJudge } from "./realmJudge.ts";
import type { RegistryProduct } from "./registryProduct.ts";
import type { RealmPolicy } from "./realmPolicy.ts";
import { requireUsableRealm } from "./realmRefusal.ts";
import { readBase, type RegistryBase, unknownBase } from "./registryBase.ts";
import { anticipatedScopes, catalogScope, type Scope, scopesToTry } from "./scope.ts";
import { basicAuthorization, type TokenCredential } from "./tokenRequest.ts";
import type { TokenSource } from "./tokenSource.ts";

/** What goes into a request's `Authorization`, and how we came by it. */
export interface Authorization {
  readonly header: string;
  /** The account's login that it carries or was exchanged for; undefined for nobody. */
  readonly login: SentLogin | undefined;
  readonly isBasic?: true;
  /** The registry's base asks for no login: where this is refused, somebody unknown may still be answered. */
  readonly isUnasked?: true;
  /** Of a bearer token: whether it was fetched for this very request, for what, and what was tried before it. */
  readonly token?: {
    readonly secret: Secret;
    readonly fresh: boolean;
    readonly scopes: readonly string[];
    readonly tried: readonly (readonly string[])[];
  };
}

/** What a registry is asked with, and what it said of itself. */
export interface Introduction {
  readonly credential: Credential | undefined;
  /** Undefined where it was not asked: without a login nothing is asked of the base before the request. */
  readonly product: RegistryProduct | undefined;
}

export interface AuthorizerOptions {
  readonly endpoint: RegistryEndpoint;
  readonly credentials: CredentialLookup;
  readonly realmPolicy: RealmPolicy;
  readonly tokens: TokenSource;
  /** Asks the registry's base as nobody. */
  readonly askBase: (signal: AbortSignal) => Promise<HttpResponse>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How long a refused password stands in for asking again. */
const refusalMs = 30_000;
/** Answers that make no sense: they say nothing of how the registry wants to be asked, and are no reason not to ask it. */
const senseless = ["redirect-refused", "body-too-large", "body-too-complex", "invalid-response", "response-cut-short"] as const;

/**
 * Answers a registry's challenges, and remembers them so that the next request need not be challenged. With a credential, the
 * registry's base is asked once, so that the first request is made with it already: an answer to nobody may not be the whole one.
 */
export class Authorizer {
  readonly #options: AuthorizerOptions;
  readonly #credentials: CredentialMemory;
  readonly #judge: RealmJudge;
  /** By kind of request: Harbor wants Bearer for repositories and Basic for the catalog. */
  readonly #offers = new Map<Scope["kind"], Offer>();
  readonly #introductions = new SingleFlight<void>();
  /** What Basic was refused for: a wrong password is not repeated for each thing in a tree. */
  readonly #basicRefusals: BoundedCache<string, true>;
  #base: RegistryBase | undefined;
  /** Of the last challenge, of whatever kind of request. */
  #lastOffer: Offer | undefined;
  /** A login that nobody asked for was refused, or showed less than nobody sees. */
  #isLoginUnwelcome = false;

  constructor(options: AuthorizerOptions) {
    this.#options = options;
    this.#credentials = new CredentialMemory(options.credentials, options.clock, options.logger);
    this.#judge = new RealmJudge(options);
    this.#basicRefusals = new BoundedCache(200, () => options.clock.now());
  }

  /** What to send with a request before it is challenged, by what was learnt from the base and from earlier challenges. */
  async anticipate(scope: Scope, signal: AbortSignal | undefined): Promise<Authorization | undefined> {
    const credential = await this.#credentials.early(signal);
    if (credential !== undefined) await this.#introduce(signal);
    const offers = this.#offersFor(scope, credential);
    if (offers.length === 0) return this.#unasked(scope, credential);
    if (credential?.kind === "registryToken") return registryToken(credential.token);
    const isOwn = this.#offers.has(scope.kind);
    try {
      return await firstUsable(offers, (offer) =>
        offer.scheme === "basic" ? this.#basic(credential, scope) : this.#anticipateBearer(offer, isOwn, scope, credential, signal),
      );
    } catch (error) {
      // Where the base names a token server that may not be asked, the request's own challenge may name another one.
      if (isOwn || !RegistryError.is(error, "realm-not-trusted")) throw error;
      return undefined;
    }
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
    const offers = this.#challengedOffers(response, sent);
    if (sent?.isBasic === true) this.#basicRefusals.set(refusalKey(scope), true, refusalMs);
    if (sent?.isUnasked === true) this.#isLoginUnwelcome = true;
    const [preferred] = offers;
    if (preferred === undefined) {
      requireUsableRealm(this.#options.endpoint, response);
      return undefined;
    }
    const credential = await this.#credentials.get(signal);
    if (credential?.kind === "registryToken") {
      this.#remember(scope, preferred);
      return sent === undefined ? registryToken(credential.token) : undefined;
    }
    return firstUsable(offers, async (offer) => {
      const next = await this.#accept(offer, scope, sent, credential, signal);
      if (next !== undefined) this.#remember(scope, offer, next.token?.scopes);
      return next;
    });
  }

  /** Remembers what the base offers. */
  learn(response: HttpResponse): void {
    this.#base = readBase(response);
  }

  /** The login that requests are made with, and the software that the base gives away; asks the base once where there is a login. */
  async introduction(signal: AbortSignal | undefined): Promise<Introduction> {
    const credential = await this.#credentials.early(signal);
    if (credential !== undefined) await this.#introduce(signal);
    return { credential, product: this.#base?.product };
  }

  /** The token server that the base names, judged for the login. Rejects with `realm-not-trusted`; undefined where there is none. */
  async tokenServer(signal: AbortSignal | undefined): Promise<URL | undefined> {
    const { credential } = await this.introduction(signal);
    const offer = this.#base?.offers.find((each) => each.scheme === "bearer");
    if (offer === undefined || credential === undefined || credential.kind === "registryToken") return undefined;
    return (await this.#judge.askerAt(offer, credential, signal)).realm.url;
  }

  /** Somebody unknown is answered where a login that nobody asked for is not: it is sent unasked no more. */
  withdraw(): void {
    this.#isLoginUnwelcome = true;
  }

  async #introduce(signal: AbortSignal | undefined): Promise<void> {
    if (this.#base !== undefined) return;
    const introduce = async (joined: AbortSignal): Promise<void> => {
      try {
        this.learn(await this.#options.askBase(joined));
      } catch (error) {
        if (!RegistryError.is(error, ...senseless)) throw error;
        this.#base = unknownBase;
      }
    };
    await this.#introductions.run("base", introduce, signal);
  }

  #offersFor(scope: Scope, credential: Credential | undefined): readonly Offer[] {
    const own = this.#offers.get(scope.kind);
    if (own !== undefined) return [own];
    const { offers = [], product } = this.#base ?? {};
    if (credential === undefined) return scope.kind === "repository" ? offers : [];
    // Harbor's catalog takes no token, whatever its base offers.
    if (product === "harbor" && scope.kind === "catalog") return [{ scheme: "basic" }, ...offers];
    return offers.length === 0 && this.#lastOffer !== undefined ? [this.#lastOffer] : offers;
  }

  #challengedOffers(response: HttpResponse, sent: Authorization | undefined): readonly Offer[] {
    const offers = usableOffers(response);
    // Google has answered 401 without a challenge: what the base asked for holds.
    return offers.length === 0 && sent === undefined ? (this.#base?.offers ?? []) : offers;
  }

  /** The scopes that the token was given for are kept with the catalog's offer, which may not have named them. */
  #remember(scope: Scope, offer: Offer, scopes?: readonly string[]): void {
    const isSettled = scope.kind === "catalog" && offer.scheme === "bearer" && scopes !== undefined;
    this.#offers.set(scope.kind, isSettled ? { ...offer, scope: scopes.join(" ") } : offer);
    this.#lastOffer = offer;
  }

  async #accept(
    offer: Offer,
    scope: Scope,
    sent: Authorization | undefined,
    credential: TokenCredential | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Authorization | undefined> {
    if (offer.scheme === "basic") return this.#basic(credential, scope);
    // Tokens that were made for this, and are refused: others would be no better.
    const tried = sent?.token === undefined ? [] : [...sent.token.tried, ...(sent.token.fresh ? [sent.token.scopes] : [])];
    const scopes = scopesToTry(offer.scope, scope).find((each) => !tried.some((other) => isSameSet(each, other)));
    if (scopes === undefined) return undefined;
    return this.#bearer(offer, scopes, credential, { refused: sent?.token?.secret, tried, signal });
  }

  async #anticipateBearer(
    offer: BearerOffer,
    isOwn: boolean,
    scope: Scope,
    credential: TokenCredential | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Authorization> {
    const scopes = anticipatedScopes(offer.scope, scope);
    const isGuess = !isOwn && scope.kind === "catalog" && scopes.length === 0 && this.#base?.product !== "quay";
    if (!isGuess) return this.#bearer(offer, scopes, credential, { signal });
    try {
      return await this.#bearer(offer, [catalogScope], credential, { signal });
    } catch (error) {
      // A token server that knows no such scope says so in one of these ways; a refused password would be unauthorized.
      if (!RegistryError.is(error, "request-rejected", "denied")) throw error;
      const authorization = await this.#bearer(offer, [], credential, { signal });
      this.#remember(scope, offer, []);
      return authorization;
    }
  }

  /** Goes to the registry that the login is for, as everything here does, and which has not said how it wants to be given it. */
  #unasked(scope: Scope, credential: Credential | undefined): Authorization | undefined {
    const isWanted = this.#base?.asksForNone === true && !this.#isLoginUnwelcome && scope.kind !== "base";
    if (!isWanted || credential === undefined || this.#hasOwnAuthorization()) return undefined;
    if (credential.kind === "registryToken") return { ...registryToken(credential.token), isUnasked: true };
    const basic = this.#basic(credential, scope);
    return basic === undefined ? undefined : { ...basic, isUnasked: true };
  }

  /** hosts.toml may say what to send: that is not to be overwritten. */
  #hasOwnAuthorization(): boolean {
    return Object.keys(this.#options.endpoint.headers ?? {}).some((name) => name.toLowerCase() === "authorization");
  }

  #basic(credential: TokenCredential | undefined, scope: Scope): Authorization | undefined {
    if (credential?.kind !== "basic" || this.#basicRefusals.get(refusalKey(scope)) === true) return undefined;
    return { header: basicAuthorization(credential.username, credential.password), login: credential.password, isBasic: true };
  }

  async #bearer(
    offer: BearerOffer,
    scopes: readonly string[],
    credential: TokenCredential | undefined,
    options: {
      readonly refused?: Secret | undefined;
      readonly tried?: readonly (readonly string[])[];
      readonly signal: AbortSignal | undefined;
    },
  ): Promise<Authorization> {
    const { refused, tried = [], signal } = options;
    const asker = await this.#judge.askerAt(offer, credential, signal);
    const { secret, fresh } = await this.#options.tokens.get({ ...asker, service: offer.service, scopes }, refused, signal);
    return {
      header: `Bearer ${secret.reveal()}`,
      login: credential === undefined ? undefined : "exchanged",
      token: { secret, fresh, scopes, tried },
    };
  }
}

function registryToken(token: Secret): Authorization {
  return { header: `Bearer ${token.reveal()}`, login: token };
}

function refusalKey(scope: Scope): string {
  return scope.kind === "repository" ? `repository ${scope.repository}` : scope.kind;
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return new Set([...a, ...b]).size === new Set(a).size && new Set(a).size === new Set(b).size;
}
