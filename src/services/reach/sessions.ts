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
  /** The login for a part of the registry that has the repository, and its name; undefined where the registry's own counts. */
  readonly partOf?: (host: string, repository: string) => Promise<RegistryPart | undefined>;
  readonly logger: Logger;
}

export interface RegistryPart {
  readonly name: string;
  readonly credentials: CredentialLookup;
}

/** Where the pulls of a registry go instead of to itself. */
export interface PullHost {
  readonly host: string;
  /** Of the hosts.toml that says so. */
  readonly directory: string;
}

/** No login. */
export const nobody: CredentialLookup = { lookup: () => Promise.resolve(undefined) };

/** One access for each registry in use, so that its listings share connections, tokens and the limit of requests. */
export class Sessions implements Disposable {
  readonly #ports: SessionPorts;
  readonly #accesses = new Map<string, { readonly host: string; readonly access: RegistryAccess; readonly asks: readonly string[] }>();
  readonly #opening = new SingleFlight<RegistryAccess>();
  /** Of the hosts that may speak either, those that were found to speak plain HTTP. */
  readonly #plain = new Set<string>();

  constructor(ports: SessionPorts) {
    this.#ports = ports;
  }

  /**
   * The registry with its mirrors, each connected when it is first asked; for a repository with the login of its part of the registry.
   * Rejects with RegistryError.
   */
  async accessTo(host: string, signal: AbortSignal, repository?: string): Promise<RegistryAccess> {
    const part = repository === undefined ? undefined : await this.#ports.partOf?.(host, repository);
    // A host has no slash, and a part has one.
    const key = part?.name ?? host;
    const known = this.#accesses.get(key);
    if (known !== undefined) return known.access;
    return this.#opening.run(
      key,
      async () => {
        const { hosts, itself } = await this.#ports.plan(host);
        // The login is the registry's: a mirror, or another host that pulls go to, does not get it.
        const ownOf = (each: HostConnection): CredentialLookup | undefined =>
          each.endpoints[0].host === itself.endpoints[0].host ? part?.credentials : undefined;
        const opened = new RegistryAccess(hosts, (each, used) => this.#connect(each, used, ownOf(each)), this.#ports.logger);
        this.#ports.logger.info(`${host} is asked at ${hosts.map(({ endpoints: [first] }) => first.baseUrl.origin).join(", else ")}`);
        this.#accesses.set(key, { host, access: opened, asks: hosts.map(({ endpoints: [first] }) => first.host) });
        return opened;
      },
      signal,
    );
  }

  /**
   * A session of its own with the registry itself, past what hosts.toml names besides, for the caller to dispose; for a repository with the
   * login of its part of the registry.
   */
  async connectDirectly(host: string, signal: AbortSignal, repository?: string): Promise<Session> {
    const part = repository === undefined ? undefined : await this.#ports.partOf?.(host, repository);
    const { itself } = await this.#ports.plan(host);
    return this.#connect(itself, signal, part?.credentials);
  }

  /** A session of its own without the stored login, with the host that the registry's repositories are listed by, for the caller to dispose. */
  async connectAsNobody(host: string, signal: AbortSignal): Promise<Session> {
    const { hosts, itself } = await this.#ports.plan(host);
    return this.#connect(hosts.find(({ isRegistry }) => isRegistry) ?? hosts.at(-1) ?? itself, signal, nobody);
  }

  /** Whether a registry that may speak HTTPS was found to speak plain HTTP when it was last connected to. */
  speaksPlainHttp(host: string): boolean {
    return this.#plain.has(host);
  }

  /** The host that pulls end at and the directory that says so, where hosts.toml names another one than the registry itself. */
  async pullsFrom(host: string): Promise<PullHost | undefined> {
    const { pullHost, directory = "" } = await this.#ports.plan(host);
    return pullHost === undefined ? undefined : { host: pullHost, directory };
  }

  /** Whether a registry, or the part of it that has a repository, is in use. */
  async isOpen(host: string, repository?: string): Promise<boolean> {
    const part = repository === undefined ? undefined : await this.#ports.partOf?.(host, repository);
    return this.#accesses.has(part?.name ?? host);
  }

  /** The registries in use that are reached by way of a host: as a mirror, or where pulls go instead. */
  reachedBy(host: string): readonly string[] {
    return [...this.#accesses.values()].filter(({ asks }) => asks.includes(host)).map((each) => each.host);
  }

  /** Forgets the access to a registry, or all: the next use starts anew, with the credentials and settings of then. */
  end(host?: string): void {
    for (const [key, each] of this.#accesses) {
      if (host !== undefined && each.host !== host) continue;
      this.#accesses.delete(key);
      each.access.dispose();
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
      this.#plain.delete(first.host);
      return session;
    } catch (error) {
      attempt.dispose();
      if (!RegistryError.is(error, "plain-http-server")) throw error;
    }
    this.#plain.add(first.host);
    this.#ports.logger.info(`${first.host} speaks plain HTTP`);
    return open(fallback, transport, credentials);
  }
}
