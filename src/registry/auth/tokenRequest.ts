import type { Clock } from "../../core/clock.ts";
import type { Credential } from "../../core/credential.ts";
import { RegistryError } from "../../core/registryError.ts";
import { Secret } from "../../core/secret.ts";
import { parseErrorBody } from "../http/errorBody.ts";
import { invalidResponse } from "../http/errorKinds.ts";
import type { HttpClient, HttpRequest, HttpResponse } from "../http/httpClient.ts";
import type { Refusal } from "../http/refusal.ts";
import { parseJsonObject } from "../http/responseBody.ts";
import { statusError } from "../http/statusError.ts";
import type { RegistryEndpoint } from "../endpoint.ts";
import { knownRealmHost } from "./knownRealms.ts";
import type { RegistryProduct } from "./registryProduct.ts";
import { type AskableRealm, isRealmAddressAllowed, type JudgedRealm, realmNotTrusted } from "./realmPolicy.ts";

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

export interface TokenRequestOptions {
  readonly signal?: AbortSignal | undefined;
  /** In place of the client's. */
  readonly retries?: number;
  /** Realms that are known to take a password by POST only; one that turns out to is added. */
  readonly postOnly?: Pick<Set<string>, "has" | "add">;
}

const maxTokenBytes = 1024 * 1024;
/** distribution's token specification: "for compatibility with older clients, a token should never be returned with less than 60 seconds to live". */
const defaultLifetimeSeconds = 60;
const longestLifetimeSeconds = 24 * 60 * 60;
/** How our requests introduce themselves to OAuth2 token servers, which want a name. */
const clientId = "container-registries";

/**
 * A token server's answer: to GET with Basic or as nobody, to POST with an identity token. Where a server has no POST, that goes as
 * a password (as containerd does it); where it has no GET, a password goes by POST. A request with a credential is not redirected to
 * another origin, and one without only to an address that a realm may have. Rejects with RegistryError, whose `params.realm` is the
 * token server where that has answered.
 */
export async function requestToken(
  http: HttpClient,
  request: TokenRequest,
  clock: Clock,
  { signal, retries, postOnly = new Set() }: TokenRequestOptions = {},
): Promise<HttpResponse> {
  const { credential, realm } = request;
  const { endpoint } = http;
  if (request.credential !== undefined && request.realm.registry !== endpoint.host) {
    throw new Error(`a realm that was judged for ${request.realm.registry} is none for ${endpoint.host}`);
  }
  const send: Send = (form) =>
    http.send({
      ...form,
      signal,
      maxBytes: maxTokenBytes,
      mayRedirectTo: (target) => credential === undefined && isRealmAddressAllowed(endpoint, target),
      ...(retries === undefined ? {} : { retries }),
    });
  const answer = await exchange(request, send, postOnly).catch((error: unknown) => {
    throw unansweredRealm(endpoint, realm, error) ?? error;
  });
  if (answer.status === 200) return answer;
  const authorization = credential === undefined ? undefined : basicOf(credential);
  const login = credential === undefined ? undefined : secretOf(credential);
  const context = { host: realm.url.host, authorization, authenticated: login !== undefined, login, now: clock.now() };
  const error = statusError(answer, context);
  throw readRefusal(error, endpoint.host, realm.product);
}

/**
 * Nothing answers in HTTPS where the registry named plain HTTP, or it named a host that only its own network knows: that is the
 * operator's to fix. A well-known token server is not found from a network that is down.
 */
function unansweredRealm(endpoint: RegistryEndpoint, { url, isRaised, product }: AskableRealm, cause: unknown): RegistryError | undefined {
  if (!RegistryError.is(cause) || cause.status !== undefined) return undefined;
  const { host, hostname } = endpoint.baseUrl;
  const isElsewhere = url.hostname !== hostname && knownRealmHost(host) === undefined;
  if (isRaised) return realmNotTrusted(endpoint, url.host, "plain-http", { product, cause });
  return isElsewhere && cause.code === "host-not-found" ? realmNotTrusted(endpoint, url.host, "not-found", { product, cause }) : undefined;
}

type Send = (form: Pick<HttpRequest, "method" | "url" | "authorization" | "body" | "headers">) => Promise<HttpResponse>;

/** Of POST, by servers that only have the older GET: Gitea says the one on purpose, others the other. */
const postRefusals: ReadonlySet<number> = new Set([404, 405]);

async function exchange(request: TokenRequest, send: Send, postOnly: NonNullable<TokenRequestOptions["postOnly"]>): Promise<HttpResponse> {
  const { credential, realm } = request;
  const get = (): Promise<HttpResponse> =>
    send({ method: "GET", url: tokenUrl(request), authorization: credential === undefined ? undefined : basicOf(credential) });
  if (credential === undefined) return get();
  const post = (): Promise<HttpResponse> => send(tokenForm(request, credential));
  if (credential.kind === "identityToken") {
    const answer = await post();
    return postRefusals.has(answer.status) ? get() : answer;
  }
  if (postOnly.has(realm.url.href)) return post();
  const answer = await get();
  if (!isGetRefused(answer)) return answer;
  const posted = await post();
  if (postRefusals.has(posted.status)) return answer;
  postOnly.add(realm.url.href);
  return posted;
}

/** How OAuth2 servers take a request that has no `grant_type` (RFC 6749, section 5.2). */
const requestErrors: ReadonlySet<string> = new Set(["invalid_request", "unsupported_grant_type"]);

/**
 * Whether the server does not know the older GET, so that it has not looked at the password (RFC 9110, sections 15.5.6 and 15.6.2).
 * 404 is no such answer: nothing is there.
 */
function isGetRefused({ status, headers, bytes }: HttpResponse): boolean {
  if (status === 405 || status === 501) return true;
  return status === 400 && requestErrors.has(parseErrorBody(bytes, headers.get("content-type"))[0]?.code ?? "");
}

function secretOf(credential: TokenCredential): Secret {
  return credential.kind === "basic" ? credential.password : credential.token;
}

function basicOf(credential: TokenCredential): string {
  return basicAuthorization(credential.username, secretOf(credential));
}

/** What RFC 6749, section 5.2, says with 400 of a refused refresh token. */
const grantErrors: ReadonlySet<string> = new Set(["invalid_grant", "invalid_client", "unauthorized_client"]);

/** An answer is told of the registry that the person knows; `params.realm` is the token server, which gave it. */
function readRefusal(error: RegistryError, registryHost: string, product: RegistryProduct | undefined): RegistryError {
  const isGrantRefused = error.status === 400 && grantErrors.has(error.details[0]?.code ?? "");
  const untold = isGrantRefused && error.params["refusal"] === undefined ? { refusal: "untold" satisfies Refusal } : {};
  const software = product === undefined ? {} : { product };
  const params = { ...error.params, ...software, ...untold, host: registryHost, realm: String(error.params["host"]) };
  return new RegistryError(isGrantRefused ? "unauthorized" : error.code, error.message, {
    params,
    status: error.status,
    details: error.details,
    retryAt: error.retryAt,
  });
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

/** OAuth2 Token Authentication ("POST /token"): with a refresh token, or a name and password. */
function tokenForm(
  { realm, service, scopes }: TokenRequest,
  credential: TokenCredential,
): Pick<HttpRequest, "method" | "url" | "body" | "headers"> {
  const form = new URLSearchParams(
    credential.kind === "basic"
      ? { grant_type: "password", username: credential.username, password: credential.password.reveal() }
      : { grant_type: "refresh_token", refresh_token: credential.token.reveal() },
  );
  form.append("client_id", clientId);
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
