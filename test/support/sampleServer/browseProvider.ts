import type { RequestListener } from "node:http";
import type { TestContext } from "node:test";
import { systemClock } from "../../../src/core/clock.ts";
import type { Signing } from "../../../src/providers/browse.ts";
import { createApiSender } from "../../../src/services/reach/openSession.ts";
import type { Credential } from "../../../src/core/credential.ts";
import type { ListedRepository, ListedTag } from "../../../src/core/listed.ts";
import { Browsing } from "../../../src/services/browse/browsing.ts";
import type { ListView, PagedList } from "../../../src/services/browse/pagedList.ts";
import { RegistryLists, type SigningFor } from "../../../src/services/browse/registryLists.ts";
import type { HostConnection } from "../../../src/services/reach/connection.ts";
import { Sessions } from "../../../src/services/reach/sessions.ts";
import { planOf } from "../connectionPlan.ts";
import { createSessionOpener } from "../sessionOpener.ts";
import { silentLogger } from "../silentLogger.ts";
import { unchangedLogins } from "../unchangedLogins.ts";
import { authority } from "./playLogin.ts";
import type { Sample } from "./samples.ts";
import { startProviders } from "./startProviders.ts";

export interface BrowsedProvider {
  readonly browsing: Browsing;
  /** As far as they are loaded, at once or after that many times of “Load more…”. */
  readonly repositories: (more?: number) => Promise<ListView<ListedRepository>>;
  readonly tags: (repository: string, more?: number) => Promise<ListView<ListedTag>>;
  /** What was asked, as `GET https://host/path?query`, with the scheme of the authorization; cleared by being read. */
  readonly requests: () => readonly string[];
  /** Requests that no sample answers. */
  readonly unknown: readonly string[];
}

export interface BrowseOptions {
  readonly credential?: Credential | undefined;
  readonly added?: readonly string[];
  readonly pageSize?: number;
  /** Answer for further hosts. */
  readonly listeners?: Readonly<Record<string, RequestListener>>;
  /** How the login was made; the machine gets the way to the providers. */
  readonly signing?: Omit<Signing["machine"], "sendSigned"> & { readonly source: Signing["source"] };
  /** In place of the registry alone, over HTTPS. */
  readonly hosts?: readonly [HostConnection, ...HostConnection[]];
}

/** The registry of that name, as the tree reaches it. Docker Hub's answers at a host of its own. */
export function registryAt(host: string): HostConnection {
  const address = host === "docker.io" ? "registry-1.docker.io" : host;
  return { endpoints: [{ host, baseUrl: new URL(`https://${address}/v2`) }], transport: {}, canResolve: true, isRegistry: true };
}

/** Browses a registry whose provider plays these samples under its real names, as the tree does. */
export async function browseProvider(
  t: TestContext,
  host: string,
  samples: readonly Sample[],
  { credential, added = [], pageSize = 100, hosts = [registryAt(host)], listeners, signing }: BrowseOptions = {},
): Promise<BrowsedProvider> {
  const providers = await startProviders(authority, samples, undefined, listeners);
  const sessions = new Sessions({
    open: createSessionOpener([], providers.transport),
    plan: () => Promise.resolve(planOf(...hosts)),
    credentialsFor: () => ({ lookup: () => Promise.resolve(credential) }),
    logger: silentLogger,
  });
  const sendSigned = createApiSender({
    network: () => providers.transport,
    clock: systemClock,
    logger: silentLogger,
    userAgent: "test",
  });
  const signingFor: SigningFor = () =>
    signing === undefined ? undefined : { source: signing.source, machine: { ...signing, sendSigned } };
  const browsing = new Browsing(sessions, new RegistryLists(() => added, silentLogger, signingFor), {
    pageSize,
    step: () => pageSize,
    orderOf: () => undefined,
    logins: unchangedLogins(),
    changed: () => undefined,
  });
  t.after(async () => {
    browsing.dispose();
    sessions.end();
    await providers.close();
  });
  return {
    browsing,
    repositories: (more = 0) => viewOf(browsing.repositories(host), more),
    tags: (repository, more = 0) => viewOf(browsing.tags(host, repository), more),
    requests: () => {
      const lines = providers.requests.entries.map(({ method, url, headers }) => {
        const name = headers[":authority"] ?? headers.host ?? "";
        return [method, `https://${String(name)}${url}`, headers.authorization?.split(" ")[0] ?? "nobody"].join(" ");
      });
      providers.requests.clear();
      return lines;
    },
    unknown: providers.unknown,
  };
}

async function viewOf<T extends { readonly name: string }>(list: PagedList<T>, more: number): Promise<ListView<T>> {
  await list.view();
  for (let count = 0; count < more; count++) await list.more();
  return list.view();
}
