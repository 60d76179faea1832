import { BoundedCache } from "../../core/boundedCache.ts";
import type { Clock } from "../../core/clock.ts";
import { RegistryError } from "../../core/registryError.ts";
import type { Secret } from "../../core/secret.ts";
import { SingleFlight } from "../../core/singleFlight.ts";
import type { HttpClient } from "../http/httpClient.ts";
import { readToken, requestToken, type TokenRequest } from "./tokenRequest.ts";

export interface Token {
  readonly secret: Secret;
  /** Fetched for this very request. */
  readonly fresh: boolean;
}

const maxTokens = 500;
/** How long a refusal stands in for asking again: an open tree must not repeat a wrong password until the account is locked. */
const refusalMs = 30_000;

/**
 * Bearer tokens of token servers (distribution-spec's companion documents "Token Authentication" and "OAuth2 Token
 * Authentication"), one for each realm, service, set of scopes and account. Lifetimes count from the moment of the answer by
 * our own clock, so a server's wrong clock does no harm.
 */
export class TokenSource {
  readonly #http: HttpClient;
  readonly #clock: Clock;
  readonly #cache: BoundedCache<string, Secret>;
  readonly #refusals: BoundedCache<string, RegistryError>;
  /** Realms that take a password by POST only. */
  readonly #postOnly = new Set<string>();
  readonly #flights = new SingleFlight<Secret>();

  constructor(http: HttpClient, clock: Clock) {
    this.#http = http;
    this.#clock = clock;
    this.#cache = new BoundedCache(maxTokens, () => clock.now());
    this.#refusals = new BoundedCache(maxTokens, () => clock.now());
  }

  /**
   * A token for the request. `refused` is one that the registry would not take, which is not given again. Rejects with
   * RegistryError: `unauthorized` or `denied` with the server's own words where it refuses the account.
   */
  async get(request: TokenRequest, refused: Secret | undefined, signal: AbortSignal | undefined): Promise<Token> {
    const key = keyOf(request);
    const cached = this.#cache.get(key);
    if (cached !== undefined && refused?.equals(cached) !== true) return { secret: cached, fresh: false };
    const refusal = this.#refusals.get(key);
    if (refusal !== undefined) throw refusal;
    const secret = await this.#flights.run(key, (flightSignal) => this.#fetch(key, request, flightSignal), signal);
    return { secret, fresh: true };
  }

  async #fetch(key: string, request: TokenRequest, signal: AbortSignal): Promise<Secret> {
    if (this.#postOnly.size >= maxTokens) this.#postOnly.clear();
    const response = await requestToken(this.#http, request, this.#clock, { signal, postOnly: this.#postOnly }).catch((error: unknown) => {
      if (RegistryError.is(error, "unauthorized", "denied")) this.#refusals.set(key, error, refusalMs);
      throw error;
    });
    const { token, lifetimeMs } = readToken(response, request.realm.url.host);
    this.#cache.set(key, token, lifetimeMs);
    return token;
  }
}

function keyOf({ realm, service, scopes, credential }: TokenRequest): string {
  return JSON.stringify([realm.url.href, service, scopes.toSorted(), credential?.kind, credential?.username]);
}
