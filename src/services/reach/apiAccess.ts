import type { Clock } from "../../core/clock.ts";
import { type Disposable, DisposableStore } from "../../core/disposable.ts";
import type { Logger } from "../../core/logger.ts";
import { mayGetLogin } from "../../registry/auth/knownApis.ts";
import type { RegistryEndpoint } from "../../registry/endpoint.ts";
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
    const isKnown = mayGetLogin(endpoint, request.url, undefined);
    if (!isKnown && !mayGetLogin(endpoint, request.url, await tokenServer(signal))) throw apiNotAllowed(endpoint.host, request.url.host);
    return askApi(this.#clientAt(request.url), request, clock, signal);
  }

  dispose(): void {
    this.#resources.dispose();
  }

  #clientAt({ origin, host }: URL): HttpClient {
    const known = this.#clients.get(origin);
    if (known !== undefined) return known;
    const { endpoint, transport, openElsewhere, ...common } = this.#options;
    const isOwn = origin === endpoint.baseUrl.origin;
    this.#elsewhere ??= isOwn ? undefined : this.#resources.add(openElsewhere());
    const client = this.#resources.add(
      new HttpClient({
        ...common,
        endpoint: isOwn ? endpoint : { host, baseUrl: new URL(origin) },
        transport: isOwn ? transport : (this.#elsewhere ?? transport),
        limits: defaultLimits,
      }),
    );
    this.#clients.set(origin, client);
    return client;
  }
}
