import type { BasicCredential } from "../../core/credential.ts";
import { claimsOf } from "../../core/jsonWebToken.ts";
import type { Secret } from "../../core/secret.ts";
import { type BearerOffer, usableOffers } from "./offers.ts";
import { Deadline } from "../http/deadline.ts";
import { HttpClient, type HttpRequest } from "../http/httpClient.ts";
import { isJsonObject } from "../http/json.ts";
import { defaultLimits } from "../limits.ts";
import { requireTrustedRealm } from "./realmPolicy.ts";
import { basicAuthorization, readToken, requestToken } from "./tokenRequest.ts";
import type { VerificationOptions } from "./verifyCredential.ts";

export type RepositoryAction = "pull" | "push" | "delete";

/** What a registry tells that a credential may do. What it does not tell is left out. */
export interface Rights {
  /** Whether it may list the registry's repositories. */
  readonly list?: boolean;
  readonly repository?: { readonly name: string; readonly actions: readonly RepositoryAction[] };
}

const repositoryActions: readonly RepositoryAction[] = ["pull", "push", "delete"];
const maxBytes = 64 * 1024;
/** Nobody waits longer for what is only good to know. */
const longestMs = 8000;
const basicAnswers: Readonly<Record<number, boolean>> = { 200: true, 401: false, 403: false };

/**
 * Asks what a credential may do that the registry has accepted before, with two requests at most: nobody's
 * `GET /v2/_catalog?n=1`, then, as its challenge wants it, the same with Basic, or a token for the catalog and the repository,
 * whose `access` claim tells what was granted (distribution's "Token Authentication Implementation"). The claim is read to be
 * shown: nothing is decided by it. Rejects with RegistryError where there is no answer, or the token server is not trusted.
 * @param repository also asks for the rights in this one, which the token server has to name
 */
export async function probeRights(
  credential: BasicCredential,
  repository: string | undefined,
  options: VerificationOptions,
): Promise<Rights> {
  const { endpoint, clock } = options;
  const deadline = new Deadline(longestMs, clock, endpoint.host, [options.signal]);
  const http = new HttpClient({ ...options, limits: { ...defaultLimits, ...options.limits } });
  const { signal } = deadline;
  try {
    const url = new URL(`${endpoint.baseUrl.origin}${endpoint.baseUrl.pathname.replace(/\/$/, "")}/_catalog?n=1`);
    const request: HttpRequest = { method: "GET", url, signal, maxBytes, retries: 0 };
    const challenged = await http.send(request);
    if (challenged.status === 200) return { list: true };
    if (challenged.status !== 401 || challenged.crossOrigin) return {};
    const offers = usableOffers(challenged);
    const bearer = offers.find((offer) => offer.scheme === "bearer");
    if (bearer !== undefined) return await rightsOfToken(bearer, credential, repository, http, { ...options, signal });
    if (offers.length === 0) return {};
    const { status } = await http.send({ ...request, authorization: basicAuthorization(credential.username, credential.password) });
    const list = basicAnswers[status];
    return list === undefined ? {} : { list };
  } finally {
    http.dispose();
    deadline.dispose();
  }
}

async function rightsOfToken(
  bearer: BearerOffer,
  credential: BasicCredential,
  repository: string | undefined,
  http: HttpClient,
  { endpoint, clock, signal }: VerificationOptions,
): Promise<Rights> {
  // The catalog's scope in the registry's own words: servers that name none refuse a request for it (Quay).
  const catalog = (bearer.scope ?? "").split(/\s+/).filter((scope) => scope.startsWith("registry:"));
  const scopes = repository === undefined ? catalog : [...catalog, `repository:${repository}:${actionsAt(bearer)}`];
  if (scopes.length === 0) return {};
  // The person was asked about this server's realm when the login was verified, and is not asked about another one here.
  const realm = await requireTrustedRealm(endpoint, bearer.realm, () => Promise.resolve(false));
  const response = await requestToken(http, { realm, service: bearer.service, scopes, credential }, clock, { signal, retries: 0 });
  const granted = readAccess(readToken(response, realm.url.host).token);
  if (granted === undefined) return {};
  return {
    ...(catalog.length === 0 ? {} : { list: actionsOf(granted, "registry", "catalog").length > 0 }),
    ...(repository === undefined ? {} : { repository: { name: repository, actions: repositoryActionsOf(granted, repository) } }),
  };
}

/** `delete` is distribution's word, which Quay refuses; it knows `*`. */
function actionsAt({ product }: BearerOffer): string {
  return product === "quay" ? "pull,push,*" : repositoryActions.join(",");
}

/** The `access` claim of a token that is a JSON Web Token, unverified; undefined for any other. */
function readAccess(token: Secret): readonly unknown[] | undefined {
  const access = claimsOf(token)?.["access"];
  // Go writes an empty list as null.
  return access === null ? [] : Array.isArray(access) ? access : undefined;
}

function actionsOf(granted: readonly unknown[], type: string, name: string): readonly unknown[] {
  return granted.flatMap((entry) => {
    if (!isJsonObject(entry) || entry["type"] !== type || entry["name"] !== name) return [];
    const actions = entry["actions"];
    return Array.isArray(actions) ? actions : [];
  });
}

function repositoryActionsOf(granted: readonly unknown[], repository: string): readonly RepositoryAction[] {
  const actions = new Set(actionsOf(granted, "repository", repository));
  return actions.has("*") ? repositoryActions : repositoryActions.filter((action) => actions.has(action));
}
