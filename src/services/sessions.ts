import type { Credential } from "../core/credential.ts";
import type { Disposable } from "../core/disposable.ts";
import { SingleFlight } from "../core/singleFlight.ts";
import type { CredentialLookup } from "../registry/authorizer.ts";
import type { RegistryEndpoint } from "../registry/endpoint.ts";
import type { RegistryClient } from "../registry/registryClient.ts";
import { RegistryError } from "../registry/registryError.ts";
import type { Verification } from "../registry/verifyCredential.ts";
import { endpointsFor } from "./connection.ts";

/** A client together with the connections it uses. */
export interface Session extends Disposable {
  readonly client: RegistryClient;
  /** Has the registry check a credential, in place of those that the client would look up. */
  readonly verify: (credential: Credential, signal: AbortSignal) => Promise<Verification>;
}

/** What sessions need from outside; asked again for each session, so that changed settings count from the next one on. */
export interface SessionPorts {
  /** Makes a client, without asking the registry anything yet; the HTTP library loads with the first one. */
  readonly open: (endpoint: RegistryEndpoint, credentials: CredentialLookup) => Promise<Session>;
  readonly credentialsFor: (host: string) => CredentialLookup;
  readonly isPlainHttpAllowed: (host: string) => boolean;
}

/** One session for each registry in use, so that its listings share connections, tokens and the limit of requests. */
export class Sessions implements Disposable {
  readonly #ports: SessionPorts;
  readonly #sessions = new Map<string, Session>();
  readonly #opening = new SingleFlight<Session>();

  constructor(ports: SessionPorts) {
    this.#ports = ports;
  }

  /** The client of the registry, connected on first use. Rejects with RegistryError when no endpoint answers. */
  async clientFor(host: string, signal: AbortSignal): Promise<RegistryClient> {
    const session = this.#sessions.get(host) ?? (await this.#opening.run(host, (flight) => this.#start(host, flight), signal));
    return session.client;
  }

  /**
   * A session of its own, for the caller to dispose: at the first endpoint that speaks its scheme. With one endpoint
   * nothing is asked yet.
   */
  async connect(host: string, signal: AbortSignal): Promise<Session> {
    const credentials = this.#ports.credentialsFor(host);
    const [first, fallback] = endpointsFor(host, { plainHttp: this.#ports.isPlainHttpAllowed(host) });
    const session = await this.#ports.open(first, credentials);
    if (fallback === undefined) return session;
    try {
      await session.client.ping({ signal });
      return session;
    } catch (error) {
      session.dispose();
      if (!RegistryError.is(error, "plain-http-server")) throw error;
    }
    return this.#ports.open(fallback, credentials);
  }

  /** Ends the session of a registry, or all: the next use starts anew, with the credentials and settings of then. */
  end(host?: string): void {
    for (const [each, session] of this.#sessions) {
      if (host !== undefined && each !== host) continue;
      this.#sessions.delete(each);
      session.dispose();
    }
  }

  dispose(): void {
    this.end();
  }

  async #start(host: string, signal: AbortSignal): Promise<Session> {
    const session = await this.connect(host, signal);
    this.#sessions.set(host, session);
    return session;
  }
}
