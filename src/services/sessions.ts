import type { Disposable } from "../core/disposable.ts";
import { SingleFlight } from "../core/singleFlight.ts";
import type { RegistryEndpoint } from "../registry/endpoint.ts";
import type { CredentialLookup, RegistryClient } from "../registry/registryClient.ts";
import { RegistryError } from "../registry/registryError.ts";
import { endpointsFor } from "./connection.ts";

/** What sessions need from outside; read again for each session, so that changed settings count from the next one on. */
export interface SessionPorts {
  /** Makes a client; the HTTP library loads with the first one. */
  readonly createClient: (endpoint: RegistryEndpoint, credentials: CredentialLookup) => Promise<RegistryClient>;
  readonly credentialsFor: (host: string) => CredentialLookup;
  readonly isPlainHttpAllowed: (host: string) => boolean;
}

/** One client for each registry in use, so that its listings share connections, tokens and the limit of requests. */
export class Sessions implements Disposable {
  readonly #ports: SessionPorts;
  readonly #clients = new Map<string, RegistryClient>();
  readonly #opening = new SingleFlight<RegistryClient>();

  constructor(ports: SessionPorts) {
    this.#ports = ports;
  }

  /** The client of the registry, made and connected on first use. Rejects with RegistryError when no endpoint answers. */
  async clientFor(host: string, signal: AbortSignal): Promise<RegistryClient> {
    const client = this.#clients.get(host);
    if (client !== undefined) return client;
    return this.#opening.run(
      host,
      async (flightSignal) => {
        const opened = await this.connect(host, this.#ports.credentialsFor(host), flightSignal);
        this.#clients.set(host, opened);
        return opened;
      },
      signal,
    );
  }

  /**
   * A client of its own, for the caller to dispose: at the first endpoint that speaks its scheme. With one endpoint
   * nothing is asked yet.
   */
  async connect(host: string, credentials: CredentialLookup, signal: AbortSignal): Promise<RegistryClient> {
    const [first, ...others] = endpointsFor(host, { plainHttp: this.#ports.isPlainHttpAllowed(host) });
    const client = await this.#ports.createClient(first, credentials);
    const [fallback] = others;
    if (fallback === undefined) return client;
    try {
      await client.ping({ signal });
      return client;
    } catch (error) {
      if (!RegistryError.is(error, "plain-http-server")) {
        client.dispose();
        throw error;
      }
    }
    client.dispose();
    return this.#ports.createClient(fallback, credentials);
  }

  /** Ends the session of a registry, or all: the next use starts anew, with the credentials and settings of then. */
  end(host?: string): void {
    for (const [each, client] of this.#clients) {
      if (host !== undefined && each !== host) continue;
      this.#clients.delete(each);
      client.dispose();
    }
  }

  dispose(): void {
    this.end();
  }
}
