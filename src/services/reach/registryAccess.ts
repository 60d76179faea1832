import type { Disposable } from "../../core/disposable.ts";
import { isAbort } from "../../core/errors.ts";
import type { Logger } from "../../core/logger.ts";
import { SingleFlight } from "../../core/singleFlight.ts";
import type { Page } from "../../registry/lists/pagination.ts";
import type { RegistryClient } from "../../registry/registryClient.ts";
import type { HostConnection } from "./connection.ts";
import type { Session } from "./session.ts";

/** What an operation found, and the host that answered. */
export interface FoundAtHost<T> {
  readonly value: T;
  readonly host: string;
}

/** Lists a page; the first page decides which host is asked for the others, because a cursor means something there only. */
export type PageReader<T> = (cursor: string | undefined, signal: AbortSignal, pageSize: number) => Promise<FoundAtHost<Page<T>>>;

/** The lists of a registry. */
export type ListKind = "repositories" | "tags";

interface AskedHost {
  readonly connection: HostConnection;
  session: Session | undefined;
}

/**
 * A registry as containerd reaches it: its mirrors in their order, then itself. Each operation goes to the first host
 * that can do it and does; when one fails the next is asked, and when all fail the error is that of the last.
 */
export class RegistryAccess implements Disposable {
  readonly #hosts: readonly AskedHost[];
  readonly #connect: (connection: HostConnection, signal: AbortSignal) => Promise<Session>;
  readonly #connecting = new SingleFlight<Session>();
  readonly #logger: Logger;
  #disposed = false;

  constructor(
    hosts: readonly HostConnection[],
    connect: (connection: HostConnection, signal: AbortSignal) => Promise<Session>,
    logger: Logger,
  ) {
    this.#hosts = hosts.map((connection) => ({ connection, session: undefined }));
    this.#connect = connect;
    this.#logger = logger;
  }

  /** Asks the registry itself: a mirror's catalog is what it happens to have copied. */
  repositories(): PageReader<string> {
    return this.#reader(this.#hostsFor("repositories"), (client, options) => client.listRepositories(options));
  }

  /** Asks the hosts that may say what a tag is. */
  tags(repository: string): PageReader<string> {
    return this.#reader(this.#hostsFor("tags"), (client, options) => client.listTags(repository, options));
  }

  /** Reads what a repository holds from the first host that may say what a tag is, and has it. */
  content<T>(read: (client: RegistryClient) => Promise<T>, signal: AbortSignal): Promise<FoundAtHost<T>> {
    return this.#first(this.#hostsFor("tags"), signal, (_, client) => read(client));
  }

  /** The session with the registry itself, where that alone is asked for such a list: what its provider tells holds for no mirror. */
  async sessionForOwn(kind: ListKind, signal: AbortSignal): Promise<Session | undefined> {
    const [asked, ...others] = this.#hostsFor(kind);
    if (asked?.connection.isRegistry !== true || others.length > 0) return undefined;
    return this.#sessionAt(asked, signal);
  }

  dispose(): void {
    this.#disposed = true;
    for (const asked of this.#hosts) asked.session?.dispose();
  }

  #hostsFor(kind: ListKind): readonly AskedHost[] {
    const isAsked = ({ connection }: AskedHost): boolean => (kind === "tags" ? connection.canResolve : connection.isRegistry);
    const hosts = this.#hosts.filter(isAsked);
    if (hosts.length > 0) return eachPlaceOnce(hosts);
    return kind === "tags" ? eachPlaceOnce(this.#hosts) : this.#hosts.slice(-1);
  }

  #reader<T>(
    hosts: readonly AskedHost[],
    list: (client: RegistryClient, options: { cursor: string | undefined; signal: AbortSignal; pageSize: number }) => Promise<Page<T>>,
  ): PageReader<T> {
    const chosen: { asked?: AskedHost } = {};
    return async (cursor, signal, pageSize) => {
      const candidates = cursor === undefined || chosen.asked === undefined ? hosts : [chosen.asked];
      return this.#first(candidates, signal, async (asked, client) => {
        const value = await list(client, { cursor, signal, pageSize });
        chosen.asked = asked;
        return value;
      });
    };
  }

  async #first<T>(
    hosts: readonly AskedHost[],
    signal: AbortSignal,
    use: (asked: AskedHost, client: RegistryClient) => Promise<T>,
  ): Promise<FoundAtHost<T>> {
    const failure: { error: unknown } = { error: new Error("there is no host to ask") };
    for (const asked of hosts) {
      const { host } = asked.connection.endpoints[0];
      try {
        const { client } = await this.#sessionAt(asked, signal);
        return { value: await use(asked, client), host };
      } catch (error) {
        if (isAbort(error) || signal.aborted) throw error;
        if (asked !== hosts.at(-1)) this.#logger.warn(`${host} did not answer as it should, asking the next host: ${String(error)}`);
        failure.error = error;
      }
    }
    throw failure.error;
  }

  async #sessionAt(asked: AskedHost, signal: AbortSignal): Promise<Session> {
    if (asked.session !== undefined) return asked.session;
    const connect = async (flight: AbortSignal): Promise<Session> => {
      const session = await this.#connect(asked.connection, flight);
      // Disposed while it was connecting: nobody else would end it.
      if (this.#disposed) session.dispose();
      else asked.session = session;
      return session;
    };
    return this.#connecting.run(String(this.#hosts.indexOf(asked)), connect, signal);
  }
}

/**
 * A hosts.toml names a place as a host and as `server`, and its certificates with the host alone. What is refused there is refused by the
 * same server: without them, nothing but an error of TLS would come of asking again.
 */
function eachPlaceOnce(hosts: readonly AskedHost[]): readonly AskedHost[] {
  const placeOf = ({ connection }: AskedHost): string => connection.endpoints[0].baseUrl.href;
  return hosts.filter((asked, index) => hosts.findIndex((each) => placeOf(each) === placeOf(asked)) === index);
}
