import type { Clock } from "../../core/clock.ts";
import type { Credential } from "../../core/credential.ts";
import type { Logger } from "../../core/logger.ts";
import { firstUsable } from "./offers.ts";
import type { RegistryEndpoint } from "../endpoint.ts";
import { redirectRefused } from "../http/errorKinds.ts";
import { HttpClient, type HttpRequest, type HttpResponse } from "../http/httpClient.ts";
import { defaultLimits, type RegistryLimits } from "../limits.ts";
import { readBase } from "./registryBase.ts";
import { isArtifactory } from "./registryProduct.ts";
import { maxPingBytes, readPing } from "./ping.ts";
import { type JudgedRealm, type RealmPolicy, requireTrustedRealm } from "./realmPolicy.ts";
import { requireUsableRealm } from "./realmRefusal.ts";
import { RegistryError } from "../../core/registryError.ts";
import { statusError } from "../http/statusError.ts";
import { basicAuthorization, readToken, requestToken } from "./tokenRequest.ts";
import type { Transport } from "../http/transport.ts";

export interface VerificationOptions {
  readonly endpoint: RegistryEndpoint;
  readonly transport: Transport;
  readonly realmPolicy: RealmPolicy;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly userAgent: string;
  readonly limits?: Partial<RegistryLimits>;
  readonly signal?: AbortSignal | undefined;
}

export type Verification =
  /** The registry took the credential. `realm` is the token server that was given it: no other one was judged. */
  | { readonly kind: "verified"; readonly scheme: "basic" | "bearer"; readonly realm?: JudgedRealm }
  /** The registry's base is open, and takes any credential, as far as can be seen. */
  | { readonly kind: "unverified" };

/**
 * Has a registry check a credential, with as few uses of it as can be: nobody's `GET /v2/`, then one token request without
 * scope and `GET /v2/` with the token, or `GET /v2/` with Basic, which an open base gets, too. A refused credential is never tried again, so that no account gets
 * locked. Rejects with RegistryError: `unauthorized` carries the registry's own reason.
 */
export async function verifyCredential(credential: Credential, options: VerificationOptions): Promise<Verification> {
  const http = new HttpClient({ ...options, limits: { ...defaultLimits, ...options.limits } });
  try {
    return await verify(credential, http, options);
  } finally {
    http.dispose();
  }
}

async function verify(credential: Credential, http: HttpClient, options: VerificationOptions): Promise<Verification> {
  const { endpoint, clock, signal } = options;
  const { host, baseUrl } = endpoint;
  const base: HttpRequest = {
    method: "GET",
    url: new URL(`${baseUrl.origin}${baseUrl.pathname.replace(/\/$/, "")}/`),
    signal,
    maxBytes: maxPingBytes,
  };
  const challenged = await http.send(base);
  readPing(challenged, host, clock.now());
  if (challenged.status === 200) return verifyUnasked(credential, challenged, base, http, options);
  return verifyChallenged(credential, challenged, base, http, options);
}

/** How registries that let everybody in refuse a login that comes unasked. */
const unaskedRefusals: ReadonlySet<number> = new Set([401, 403]);

/**
 * At a base that is open to everybody: Artifactory, Nexus and others look at a login all the same when it comes unasked, and refuse a
 * wrong one. That it is taken proves something only of Artifactory (docs/PROVIDERS.md): others ignore it.
 */
async function verifyUnasked(
  credential: Credential,
  open: HttpResponse,
  base: HttpRequest,
  http: HttpClient,
  options: VerificationOptions,
): Promise<Verification> {
  if (credential.kind !== "basic" || open.crossOrigin) return { kind: "unverified" };
  const authorization = basicAuthorization(credential.username, credential.password);
  const answer = await http.send({ ...base, authorization, retries: 0 });
  const isTaken = answer.status === 200 && !answer.crossOrigin;
  if (isTaken) return isArtifactory(open) ? { kind: "verified", scheme: "basic" } : { kind: "unverified" };
  // What another host refuses, which the login was not sent on to, is not the login.
  if (!unaskedRefusals.has(answer.status) || answer.crossOrigin) return { kind: "unverified" };
  if (readBase(answer).offers.some(({ scheme }) => scheme === "bearer")) {
    return verifyChallenged(credential, answer, base, http, options);
  }
  throw refusedLogin(answer, authorization, credential, options);
}

async function verifyChallenged(
  credential: Credential,
  challenged: HttpResponse,
  base: HttpRequest,
  http: HttpClient,
  options: VerificationOptions,
): Promise<Verification> {
  const { host } = options.endpoint;
  if (challenged.crossOrigin) throw redirectRefused(host, `to ${challenged.url.host}, which wants a login of its own`);
  const { authorization, ...how } = await authorize(credential, challenged, http, options);
  const answer = await http.send({ ...base, authorization, retries: 0 });
  if (answer.status === 200) return { kind: "verified", ...how };
  throw refusedLogin(answer, authorization, credential, options);
}

/** A token that the registry does not take is no better than a login that it does not. */
function refusedLogin(
  answer: HttpResponse,
  authorization: string,
  credential: Credential,
  { endpoint, clock }: VerificationOptions,
): RegistryError {
  const login = credential.kind === "basic" ? credential.password : credential.token;
  return statusError(answer, { host: endpoint.host, authorization, authenticated: false, login, now: clock.now() });
}

interface Authorized {
  readonly authorization: string;
  readonly scheme: "basic" | "bearer";
  readonly realm?: JudgedRealm;
}

async function authorize(
  credential: Credential,
  challenged: HttpResponse,
  http: HttpClient,
  options: VerificationOptions,
): Promise<Authorized> {
  const { endpoint, realmPolicy, clock, signal } = options;
  if (credential.kind === "registryToken") return { authorization: `Bearer ${credential.token.reveal()}`, scheme: "bearer" };
  const { offers, asksForNone } = readBase(challenged);
  // 401 without a challenge is against RFC 9110, and all the same how some registries want Basic.
  const authorized = await firstUsable<Authorized>(asksForNone ? [{ scheme: "basic" }] : offers, async (offer) => {
    if (offer.scheme === "basic") {
      if (credential.kind !== "basic") return undefined;
      return { authorization: basicAuthorization(credential.username, credential.password), scheme: "basic" };
    }
    const confirm = (judged: URL): Promise<boolean> => realmPolicy.confirm(endpoint.host, judged, signal);
    const realm = await requireTrustedRealm(endpoint, offer.realm, confirm, offer.product);
    const response = await requestToken(http, { realm, service: offer.service, scopes: [], credential }, clock, { signal, retries: 0 });
    return { authorization: `Bearer ${readToken(response, realm.url.host).token.reveal()}`, scheme: "bearer", realm };
  });
  if (authorized !== undefined) return authorized;
  requireUsableRealm(endpoint, challenged);
  const { host } = endpoint;
  throw new RegistryError("unsupported", `${host} offers no way to sign in with this kind of credential`, {
    params: { host },
    status: 401,
  });
}
