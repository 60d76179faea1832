import { BoundedCache } from "../../core/boundedCache.ts";
import type { Clock } from "../../core/clock.ts";
import type { Credential } from "../../core/credential.ts";
import { Secret } from "../../core/secret.ts";
import { SingleFlight } from "../../core/singleFlight.ts";
import { invalidResponse } from "../http/errorKinds.ts";
import type { HttpClient, HttpRequest, HttpResponse } from "../http/httpClient.ts";
import { type AskableRealm, isRealmAddressAllowed, type JudgedRealm } from "./realmPolicy.ts";
import { RegistryError } from "../../core/registryError.ts";
import { parseJsonObject } from "../http/responseBody.ts";
import { statusError } from "../http/statusError.ts";

/** What can be exchanged for a token. */
export type TokenCredential = Exclude<Credential, { kind: "registryToken" }>;

/** Who asks for a token where: a credential needs a realm that was judged for it. */
export type TokenAsker =
  { readonly realm: AskableRealm; readonly credential: undefined } | { readonly realm: JudgedRealm; readonly credential: TokenCredential };

export type TokenRequest = TokenAsker & {
  readonly service: string | undefined;
  /** In the order they are sent: some servers read only the first. */
  readonly scopes: readonly string[];
};

export interface Token {
  readonly secret: Secret;
  /** Fetched for this very request. */
  readonly fresh: boolean;
}

const maxTokens = 500;
const maxTokenBytes = 1024 * 1024;
/** distribution's token specification: "for compatibility with older clients, a token should never be returned with less than 60 seconds to live". */
const defaultLifetimeSeconds = 60;
/** How long a refusal stands in for asking again: an open tree must not repeat a wrong password until the account is locked. */
const refusalMs = 30_000;
const longestLifetimeSeconds = 24 * 60 * 60;
/** How our requests introduce themselves to OAuth2 token servers, which want a name. */
const clientId = "container-registries";

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
    const response = await requestToken(this.#http, request, this.#clock, signal).catch((error: unknown) => {
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

/** Of POST, by servers that only have the older GET: Gitea says the one on purpose, others the other. */
const postRefusals: ReadonlySet<number> = new Set([404, 405]);

/**
 * A token server's answer: to GET with Basic or as nobody, to POST with an identity token, which goes as a password where the
 * server has no POST (as containerd does it). `retries` in place of the client's. A request with a credential is not
 * redirected to another origin, and one without only to an address that a realm may have.
 */
export async function requestToken(
  http: HttpClient,
  request: TokenRequest,
  clock: Clock,
  signal: AbortSignal | undefined,
  retries?: number,
): Promise<HttpResponse> {
  const { credential } = request;
  const { endpoint } = http;
  if (request.credential !== undefined && request.realm.registry !== endpoint.host) {
    throw new Error(`a realm that was judged for ${request.realm.registry} is none for ${endpoint.host}`);
  }
  const send = (exchange: Pick<HttpRequest, "method" | "url" | "authorization" | "body" | "headers">): Promise<HttpResponse> =>
    http.send({
      ...exchange,
      signal,
      maxBytes: maxTokenBytes,
      mayRedirectTo: (target) => credential === undefined && isRealmAddressAllowed(endpoint, target),
      ...(retries === undefined ? {} : { retries }),
    });
  const response = credential?.kind === "identityToken" ? await send(identityTokenForm(request, credential.token)) : undefined;
  const authorization = credential === undefined ? undefined : basicAuthorization(credential.username, secretOf(credential));
  const isPostRefused = response === undefined || postRefusals.has(response.status);
  const answer = isPostRefused ? await send({ method: "GET", url: tokenUrl(request), authorization }) : response;
  if (answer.status === 200) return answer;
  const error = statusError(answer, {
    host: request.realm.url.host,
    authorization,
    authenticated: credential !== undefined,
    now: clock.now(),
  });
  throw readRefusal(error, endpoint.host);
}

function secretOf(credential: TokenCredential): Secret {
  return credential.kind === "basic" ? credential.password : credential.token;
}

/** What RFC 6749, section 5.2, says with 400 of a refused refresh token. */
const grantErrors: ReadonlySet<string> = new Set(["invalid_grant", "invalid_client", "unauthorized_client"]);

/** A refusal of the account is told of the registry that the person knows; `params.realm` is the token server. */
function readRefusal(error: RegistryError, registryHost: string): RegistryError {
  const isGrantRefused = error.status === 400 && grantErrors.has(error.details[0]?.code ?? "");
  const code = isGrantRefused ? "unauthorized" : error.code;
  if (code !== "unauthorized" && code !== "denied") return error;
  const params = { ...error.params, host: registryHost, realm: String(error.params["host"]) };
  return new RegistryError(code, error.message, { params, status: error.status, details: error.details });
}

function tokenUrl({ realm, service, scopes, credential }: TokenRequest): URL {
  const query = new URLSearchParams();
  if (service !== undefined) query.append("service", service);
  for (const scope of scopes) query.append("scope", scope);
  if (credential !== undefined && credential.username !== "") query.append("account", credential.username);
  const { url } = realm;
  // The realm's own query is kept byte for byte.
  url.search = [url.search.slice(1), query.toString()].filter((part) => part !== "").join("&");
  return url;
}

function identityTokenForm(
  { realm, service, scopes }: TokenRequest,
  token: Secret,
): Pick<HttpRequest, "method" | "url" | "body" | "headers"> {
  const form = new URLSearchParams({ grant_type: "refresh_token", refresh_token: token.reveal(), client_id: clientId });
  if (service !== undefined) form.append("service", service);
  if (scopes.length > 0) form.append("scope", scopes.join(" "));
  return { method: "POST", url: realm.url, body: form.toString(), headers: { "content-type": "application/x-www-form-urlencoded" } };
}

/** The token of a 200 answer, and how long it may be used. Throws `invalid-response` where there is none. */
export function readToken(response: HttpResponse, host: string): { readonly token: Secret; readonly lifetimeMs: number } {
  const body = parseJsonObject(response.bytes, host);
  const token = [body["token"], body["access_token"]].find((value): value is string => typeof value === "string" && value !== "");
  if (token === undefined || !/^[\x21-\x7e]+$/.test(token)) {
    throw invalidResponse(host, "no token");
  }
  const said = Number(body["expires_in"] ?? defaultLifetimeSeconds);
  const seconds = Number.isFinite(said) && said > 0 ? Math.min(said, longestLifetimeSeconds) : defaultLifetimeSeconds;
  // A tenth, and at least 5 s, is left for the way to the registry.
  return { token: new Secret(token), lifetimeMs: Math.max(0, seconds - Math.max(5, seconds / 10)) * 1000 };
}

/** RFC 7617. */
export function basicAuthorization(username: string, password: Secret): string {
  return `Basic ${Buffer.from(`${username}:${password.reveal()}`, "utf8").toString("base64")}`;
}
