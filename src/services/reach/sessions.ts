import { type Disposable, DisposableStore } from "../../core/disposable.ts";
import type { Logger } from "../../core/logger.ts";
import { SingleFlight } from "../../core/singleFlight.ts";
import type { CredentialLookup } from "../../registry/auth/credentialMemory.ts";
import type { RegistryEndpoint } from "../../registry/endpoint.ts";
import { RegistryError } from "../../core/registryError.ts";
import type { ConnectionPlan, HostConnection, HostTransportOptions } from "./connection.ts";
import { RegistryAccess } from "./registryAccess.ts";
import type { Session } from "./session.ts";

/** What sessions need from outside; asked again for each session, so that changed settings count from the next one on. */
export interface SessionPorts {
  /** Makes a client, without asking the host anything yet; the HTTP library loads with the first one. */
  readonly open: (endpoint: RegistryEndpoint, transport: HostTransportOptions, credentials: CredentialLookup) => Promise<Session>;
  /** The hosts to ask for a registry, in order. */
  readonly plan: (host: string) => Promise<ConnectionPlan>;
  /** The credential of a host: a mirror has one only where config.json has an entry for the mirror itself. */
  readonly credentialsFor: (host: string) => CredentialLookup;
  readonly logger: Logger;
}

/** Where the pulls of a registry go instead of to itself. */
export interface PullHost {
  readonly host: string;
  /** Of the hosts.toml that says so. */
  readonly directory: string;
}

const nobody: CredentialLookup = { lookup: () => Promise.resolve(undefined) };

/** One access for each registry in use, so that its listings share connections, tokens and the limit of requests. */
export class Sessions implements Disposable {
  readonly #ports: SessionPorts;
  readonly #accesses = new Map<string, RegistryAccess>();
  readonly #opening = new SingleFlight<RegistryAccess>();

  constructor(ports: SessionPorts) {
    this.#ports = ports;
  }

  /** The registry with its mirrors, each connected when it is first asked. Rejects with RegistryError. */
  async accessTo(host: string, signal: AbortSignal): Promise<RegistryAccess> {
    const access = this.#accesses.get(host);
    if (access !== undefined) return access;
    return this.#opening.run(
      host,
      async () => {
        const { hosts } = await this.#ports.plan(host);
        const opened = new RegistryAccess(hosts, (each, used) => this.#connect(each, used), this.#ports.logger);
        this.#accesses.set(host, opened);
        return opened;
      },
      signal,
    );
  }

  /** A session of its own with the registry itself, past what hosts.toml names besides, for the caller to dispose. */
  async connectDirectly(host: string, signal: AbortSignal): Promise<Session> {
    const { itself } = await this.#ports.plan(host);
    return this.#connect(itself, signal);
  }

  /** A session of its own without the stored login, with the host that the registry's repositories are listed by, for the caller to dispose. */
  async connectAsNobody(host: string, signal: AbortSignal): Promise<Session> {
    const { hosts, itself } = await this.#ports.plan(host);
    return this.#connect(hosts.find(({ isRegistry }) => isRegistry) ?? hosts.at(-1) ?? itself, signal, nobody);
  }

  /** The host that pulls end at and the directory that says so, where hosts.toml names another one than the registry itself. */
  async pullsFrom(host: string): Promise<PullHost | undefined> {
    const { pullHost, directory = "" } = await this.#ports.plan(host);
    return pullHost === undefined ? undefined : { host: pullHost, directory };
  }

  /** Forgets the access to a registry, or all: the next use starts anew, with the credentials and settings of then. */
  end(host?: string): void {
    for (const [each, access] of this.#accesses) {
      if (host !== undefined && each !== host) continue;
      this.#accesses.delete(each);
      access.dispose();
    }
  }

  dispose(): void {
    this.end();
  }

  /** At the first of a host's endpoints that speaks its scheme. With one endpoint nothing is asked yet. */
  async #connect({ endpoints, transport }: HostConnection, signal: AbortSignal, own?: CredentialLookup): Promise<Session> {
    const { open, credentialsFor } = this.#ports;
    const [first, fallback] = endpoints;
    const credentials = own ?? credentialsFor(first.host);
    const attempt = new DisposableStore();
    const session = attempt.add(await open(first, transport, credentials));
    if (fallback === undefined) return session;
    try {
      await session.client.ping({ signal });
      return session;
    } catch (error) {
      attempt.dispose();
      if (!RegistryError.is(error, "plain-http-server")) throw error;
    }
    return open(fallback, transport, credentials);
  }
}
