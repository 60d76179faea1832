import { type Text, text } from "../../core/text.ts";
import { isRegistryHost } from "../../core/referenceHost.ts";
import type { NewHost, NewHostsFile } from "../writer.ts";
import type { ConvertedFile, FoundLogin, Skipped } from "./conversion.ts";
import { addressOf, type Endpoint } from "./endpoint.ts";

/** What a configuration means for the pulls of one registry, whatever its format. */
export interface PlannedRegistry {
  /** As images name it; `_default` for every registry. */
  readonly registry: string;
  /** Asked first, in this order. */
  readonly mirrors: readonly NewHost[];
  /** The registry itself, asked last; several where it is tried in several ways, none for `_default`. */
  readonly own: readonly NewHost[];
}

export type Tls = Pick<NewHost, "ca" | "client" | "skipVerify">;

/** A mirror answers pulls; nothing is pushed to it. */
export function mirrorAt(endpoint: Endpoint, tls: Tls = {}): NewHost {
  return { ...addressOf(endpoint), capabilities: ["pull", "resolve"], ...tlsFor(endpoint, tls) };
}

/** The registry itself, with everything it can do. */
export function registryAt(endpoint: Endpoint, tls: Tls = {}): NewHost {
  return { ...addressOf(endpoint), ...tlsFor(endpoint, tls) };
}

/** With settings for TLS, containerd would try HTTPS at an http:// URL. */
function tlsFor({ scheme }: Endpoint, tls: Tls): Tls {
  return scheme === "https" ? tls : {};
}

function hasTls({ ca, client, skipVerify }: Tls): boolean {
  return ca !== undefined || client !== undefined || skipVerify !== undefined;
}

/**
 * The file with which containerd asks the same hosts in the same order. The registry has a table of its own where it has
 * settings for TLS, which at the root would look as if the mirrors had them too; and containerd 1.x wants one table at least.
 */
function hostsFileOf({ mirrors, own }: Omit<PlannedRegistry, "registry">): NewHostsFile {
  const asked = uniqueByUrl([...mirrors, ...own]);
  const registry = own.at(-1);
  if (registry === undefined) return { hosts: asked };
  // A registry that is asked over plain HTTP first is named so as the server too: it goes without saying twice.
  const server = asked.find(({ url }) => url === registry.url.replace(/^https:/, "http:")) ?? registry;
  const isServerEnough = asked.length > 1 && asked.at(-1) === server && !hasTls(server);
  return {
    server: server.url,
    ...(server.overridePath === true ? { overridePath: true } : {}),
    hosts: isServerEnough ? asked.slice(0, -1) : asked,
  };
}

function uniqueByUrl(hosts: readonly NewHost[]): readonly NewHost[] {
  const first = new Map<string, NewHost>();
  for (const host of hosts) if (!first.has(host.url)) first.set(host.url, host);
  return [...first.values()];
}

/** More registries, and more mirrors of one, than any configuration has that a person wrote. */
const maxRegistries = 200;
export const maxMirrors = 50;

/** Gathers what comes of a configuration. */
export class ConversionDraft {
  readonly files: ConvertedFile[] = [];
  readonly skipped: Skipped[] = [];
  readonly #logins = new Set<string>();

  /** The name loses what stands before an @, where a password may be, and what stands behind a question mark, where a token may be. */
  skip(name: string, reason: Text): void {
    this.skipped.push({ name: name.replace(/^.*@/s, "…@").replace(/[?#].*$/s, "?…"), reason });
  }

  /** A login that is not written anywhere, and can be made again. */
  addLogin(host: string): void {
    if (isRegistryHost(host)) this.#logins.add(host);
  }

  add({ registry, mirrors, own }: PlannedRegistry): void {
    if (mirrors.length + own.length === 0) return;
    if (this.files.length >= maxRegistries) this.skip(registry, text("more than {0} registries", String(maxRegistries)));
    else this.files.push({ registry, file: hostsFileOf({ mirrors, own }) });
  }

  get logins(): readonly FoundLogin[] {
    return [...this.#logins].map((host) => ({ host }));
  }
}
