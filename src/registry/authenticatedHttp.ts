import type { Clock } from "../core/clock.ts";
import type { Authorization, Authorizer } from "./auth/authorizer.ts";
import type { RegistryEndpoint } from "./endpoint.ts";
import { redirectRefused } from "./http/errorKinds.ts";
import { type HttpClient, type HttpRequest, type HttpResponse, type HttpStream, isSendableAgain } from "./http/httpClient.ts";
import type { RegistryLimits } from "./limits.ts";
import type { Scope } from "./auth/scope.ts";
import { statusError } from "./http/statusError.ts";

export interface AuthenticatedHttpOptions {
  readonly endpoint: RegistryEndpoint;
  readonly http: HttpClient;
  readonly authorizer: Authorizer;
  readonly clock: Clock;
  readonly limits: RegistryLimits;
}

/** An answer, and how it was asked for. */
export interface AuthenticatedResponse<T extends HttpResponse = HttpResponse> {
  readonly response: T;
  readonly authorization: Authorization | undefined;
}

/**
 * Rounds of challenge and response for one request. Three are needed at most: a token that has expired, a second scope,
 * and Harbor, which offers Basic after it refused a token.
 */
const maxRounds = 3;

/** How registries refuse a login that they do not want: some read no `Authorization` at all, and say 400. */
const loginRefusals: ReadonlySet<number> = new Set([400, 401, 403]);

/** Requests to one registry, authenticated as its challenges want it. */
export class AuthenticatedHttp {
  readonly options: AuthenticatedHttpOptions;

  constructor(options: AuthenticatedHttpOptions) {
    this.options = options;
  }

  /** A URL below the API's root: `path` starts with a slash and is already encoded. */
  url(path: string): URL {
    return this.at(this.options.endpoint.baseUrl.pathname.replace(/\/$/, "") + path);
  }

  /** A URL on the registry's origin, from its path and query. */
  at(target: string): URL {
    const { baseUrl, namespace } = this.options.endpoint;
    const url = new URL(baseUrl.origin + target);
    if (namespace === undefined || url.searchParams.has("ns")) return url;
    // What is there already is kept byte for byte.
    url.search = [url.search.slice(1), `ns=${encodeURIComponent(namespace)}`].filter((part) => part !== "").join("&");
    return url;
  }

  /** Any answer but one that `accepts` names is thrown as the RegistryError that it means. */
  async send(scope: Scope, request: HttpRequest, accepts: readonly number[]): Promise<HttpResponse> {
    return this.check(await this.ask(scope, request, (authorized) => this.options.http.send(authorized)), accepts);
  }

  /** Like `send`, with a body that is left to be read. */
  async stream(scope: Scope, request: HttpRequest, accepts: readonly number[]): Promise<HttpStream> {
    const answer = await this.ask(scope, request, (authorized) => this.options.http.stream(authorized));
    try {
      return this.check(answer, accepts);
    } catch (error) {
      answer.response.discard();
      throw error;
    }
  }

  /** Any answer, after the registry's challenges were met as far as they could be. */
  async ask<T extends HttpResponse>(
    scope: Scope,
    request: HttpRequest,
    exchange: (request: HttpRequest) => Promise<T>,
  ): Promise<AuthenticatedResponse<T>> {
    const { authorizer, endpoint } = this.options;
    // Where an upload's address is another origin's, nothing of ours goes along.
    const isOurs = request.url.origin === endpoint.baseUrl.origin;
    let authorization = isOurs ? await authorizer.anticipate(scope, request.signal) : undefined;
    for (let round = 0; ; round++) {
      const response = await exchange({ ...request, authorization: authorization?.header });
      const answer = { response, authorization };
      if (!isOurs || response.crossOrigin || !isSendableAgain(request)) return answer;
      const isOver = response.status !== 401 || round >= maxRounds;
      const next = isOver ? undefined : await authorizer.respond(response, scope, authorization, request.signal);
      if (next === undefined) return this.#withoutLogin(answer, request, exchange);
      authorization = next;
    }
  }

  /** A login that the registry did not ask for, and refuses, must not hide what everybody may see. */
  async #withoutLogin<T extends HttpResponse>(
    answer: AuthenticatedResponse<T>,
    request: HttpRequest,
    exchange: (request: HttpRequest) => Promise<T>,
  ): Promise<AuthenticatedResponse<T>> {
    const isRefused = answer.authorization?.isUnasked === true && loginRefusals.has(answer.response.status);
    if (!isRefused || (request.method !== "GET" && request.method !== "HEAD")) return answer;
    const response = await exchange(request);
    if (response.status >= 400) return answer;
    this.options.authorizer.withdraw();
    return { response, authorization: undefined };
  }

  check<T extends HttpResponse>({ response, authorization }: AuthenticatedResponse<T>, accepts: readonly number[]): T {
    const { endpoint, clock } = this.options;
    const { host } = endpoint;
    if (response.status === 401 && response.crossOrigin)
      throw redirectRefused(host, `to ${response.url.host}, which wants a login of its own`);
    if (accepts.includes(response.status)) return response;
    const { header, login } = authorization ?? {};
    throw statusError(response, { host, authorization: header, authenticated: login !== undefined, login, now: clock.now() });
  }
}
