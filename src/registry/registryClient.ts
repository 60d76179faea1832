import type { Clock } from "../core/clock.ts";
import type { Credential } from "../core/credential.ts";
import type { Disposable } from "../core/disposable.ts";
import type { Logger } from "../core/logger.ts";
import { parseChallenges } from "./challenge.ts";
import type { RegistryEndpoint } from "./endpoint.ts";
import type { RealmPolicy } from "./realmPolicy.ts";
import { RegistryError } from "./registryError.ts";
import type { Transport, TransportResponse } from "./transport.ts";

/** Port: the person's credential for the registry. Asked at most when the registry has challenged us. */
export interface CredentialLookup {
  lookup(signal?: AbortSignal): Promise<Credential | undefined>;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque: give it back as `cursor` for the next page. */
  readonly next: string | undefined;
}

export interface PageOptions {
  readonly cursor?: string | undefined;
  readonly pageSize?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface RegistryClientOptions {
  readonly endpoint: RegistryEndpoint;
  readonly transport: Transport;
  readonly credentials: CredentialLookup;
  readonly realmPolicy: RealmPolicy;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly userAgent: string;
}

export interface Ping {
  readonly auth: "none" | "basic" | "bearer";
}

export class RegistryClient implements Disposable {
  readonly #options: RegistryClientOptions;
  #authorization: string | undefined;

  constructor(options: RegistryClientOptions) {
    this.#options = options;
  }

  async ping(options: { readonly signal?: AbortSignal } = {}): Promise<Ping> {
    const response = await this.#send("/", options.signal, false);
    response.discard();
    if (response.status === 200) return { auth: "none" };
    const schemes = parseChallenges(response.headers.all("www-authenticate")).map((challenge) => challenge.scheme);
    return { auth: schemes.includes("bearer") ? "bearer" : "basic" };
  }

  async listRepositories(options: PageOptions = {}): Promise<Page<string>> {
    const body = await this.#json(`/_catalog?n=${options.pageSize ?? 1000}`, options.signal);
    return { items: (body["repositories"] as string[] | null) ?? [], next: undefined };
  }

  async listTags(repository: string, options: PageOptions = {}): Promise<Page<string>> {
    const body = await this.#json(`/${repository}/tags/list?n=${options.pageSize ?? 1000}`, options.signal);
    return { items: (body["tags"] as string[] | null) ?? [], next: undefined };
  }

  invalidateCredentials(): void {
    this.#authorization = undefined;
  }

  dispose(): void {}

  async #json(path: string, signal: AbortSignal | undefined): Promise<Record<string, unknown>> {
    const response = await this.#send(path, signal, true);
    const chunks: Uint8Array[] = [];
    for await (const chunk of response.body) chunks.push(chunk);
    const host = this.#options.endpoint.host;
    if (response.status !== 200) throw new RegistryError("request-rejected", `${host}: HTTP ${response.status}`, { status: response.status, params: { host } });
    return JSON.parse(Buffer.concat(chunks).toString("utf8")) as Record<string, unknown>;
  }

  async #send(path: string, signal: AbortSignal | undefined, authorize: boolean): Promise<TransportResponse> {
    const { endpoint, transport, userAgent } = this.#options;
    const url = new URL(endpoint.baseUrl.href.replace(/\/$/, "") + path);
    const ask = (): Promise<TransportResponse> =>
      transport.request({
        method: "GET",
        url,
        headers: { ...endpoint.headers, "user-agent": userAgent, ...(this.#authorization === undefined ? {} : { authorization: this.#authorization }) },
        signal,
      });
    const response = await ask();
    if (response.status !== 401 || !authorize) return response;
    response.discard();
    this.#authorization = await this.#answer(response, signal);
    return ask();
  }

  async #answer(response: TransportResponse, signal: AbortSignal | undefined): Promise<string | undefined> {
    const challenges = parseChallenges(response.headers.all("www-authenticate"));
    const credential = await this.#options.credentials.lookup(signal);
    const basic =
      credential?.kind === "basic"
        ? `Basic ${Buffer.from(`${credential.username}:${credential.password.reveal()}`).toString("base64")}`
        : undefined;
    const bearer = challenges.find((challenge) => challenge.scheme === "bearer");
    if (bearer === undefined) return basic;
    const url = new URL(bearer.params.get("realm") ?? "");
    for (const name of ["service", "scope"]) {
      const value = bearer.params.get(name);
      if (value !== undefined) url.searchParams.append(name, value);
    }
    const answer = await this.#options.transport.request({ method: "GET", url, headers: basic === undefined ? {} : { authorization: basic }, signal });
    const chunks: Uint8Array[] = [];
    for await (const chunk of answer.body) chunks.push(chunk);
    const token = JSON.parse(Buffer.concat(chunks).toString("utf8")) as { token?: string; access_token?: string };
    return `Bearer ${token.token ?? token.access_token ?? ""}`;
  }
}
