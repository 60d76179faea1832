import type { Clock } from "../../core/clock.ts";
import { type Disposable, DisposableStore } from "../../core/disposable.ts";
import type { Logger } from "../../core/logger.ts";
import { mayGetLogin } from "../../registry/auth/knownApis.ts";
import type { RegistryEndpoint } from "../../registry/endpoint.ts";
import { type ApiResponse, getApi, postForm } from "../../registry/http/apiRequest.ts";
import { HttpClient } from "../../registry/http/httpClient.ts";
import { type ApiJson, apiNotAllowed, type ApiRequest, askApi } from "../../registry/http/providerApi.ts";
import type { Transport } from "../../registry/http/transport.ts";
import { defaultLimits } from "../../registry/limits.ts";

export interface ApiAccessOptions {
  readonly endpoint: RegistryEndpoint;
  /** Of the registry; stays the caller's. */
  readonly transport: Transport;
  /** Makes one for other hosts. */
  readonly openElsewhere: () => Transport;
  /** The token server that was judged for the registry's login. */
  readonly tokenServer: (signal: AbortSignal) => Promise<URL | undefined>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly userAgent: string;
}

/** The APIs that a registry's login may be shown to, and no others. */
export class ApiAccess implements Disposable {
  readonly #options: ApiAccessOptions;
  readonly #resources = new DisposableStore();
  readonly #clients = new Map<string, HttpClient>();
  #elsewhere: Transport | undefined;

  constructor(options: ApiAccessOptions) {
    this.#options = options;
  }

  /** Rejects with RegistryError, `request-rejected` where the address is none of the registry's: nothing was sent then. */
  async ask(request: ApiRequest, signal: AbortSignal): Promise<ApiJson> {
    const { endpoint, tokenServer, clock } = this.#options;
    const url = asReached(request.url, endpoint);
    const isKnown = await mayGetLogin(endpoint, url, undefined);
    if (!isKnown && !(await mayGetLogin(endpoint, url, await tokenServer(signal)))) throw apiNotAllowed(endpoint.host, url.host);
    return askApi(this.#clientAt(url), { ...request, url }, clock, signal);
  }

  /**
   * Asks once, whatever the status of the answer, with a login that was just verified: `verifiedBy` is the token server that took it.
   * Rejects as `ask` does.
   */
  async get(address: URL, authorization: string, verifiedBy: URL | undefined, signal: AbortSignal): Promise<ApiResponse> {
    const { endpoint, transport } = this.#options;
    const url = asReached(address, endpoint);
    if (!(await mayGetLogin(endpoint, url, verifiedBy))) throw apiNotAllowed(endpoint.host, url.host);
    const isOwn = url.origin === endpoint.baseUrl.origin;
    const way = isOwn ? { transport, allowPlainHttp: endpoint.allowPlainHttp } : { transport: this.#transportElsewhere() };
    return getApi(url, authorization, { ...this.#options, ...way, signal });
  }

  /** Sends a form to the registry itself. Rejects as `ask` does. */
  async postForm(path: string, fields: Readonly<Record<string, string>>, signal: AbortSignal): Promise<ApiResponse> {
    const { endpoint } = this.#options;
    const { origin } = endpoint.baseUrl;
    const url = new URL(path, origin);
    if (url.origin !== origin) throw apiNotAllowed(endpoint.host, url.host);
    return postForm(url, fields, { ...this.#options, signal });
  }

  dispose(): void {
    this.#resources.dispose();
  }

  #transportElsewhere(): Transport {
    this.#elsewhere ??= this.#resources.add(this.#options.openElsewhere());
    return this.#elsewhere;
  }

  #clientAt({ origin, host }: URL): HttpClient {
    const known = this.#clients.get(origin);
    if (known !== undefined) return known;
    const { endpoint, transport, ...common } = this.#options;
    const isOwn = origin === endpoint.baseUrl.origin;
    const client = this.#resources.add(
      new HttpClient({
        ...common,
        endpoint: isOwn ? endpoint : { host, baseUrl: new URL(origin) },
        transport: isOwn ? transport : this.#transportElsewhere(),
        limits: defaultLimits,
      }),
    );
    this.#clients.set(origin, client);
    return client;
  }
}

/** The API of a registry that is reached over plain HTTP, which has got its login over that, is where the registry is. */
function asReached(url: URL, { baseUrl }: RegistryEndpoint): URL {
  if (url.host !== baseUrl.host || url.protocol !== "https:" || baseUrl.protocol !== "http:") return url;
  const reached = new URL(url);
  reached.protocol = "http:";
  return reached;
}
