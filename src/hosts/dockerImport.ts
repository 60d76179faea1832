import { dockerHub, dockerHubRegistry } from "../core/dockerHub.ts";
import { type Text, text } from "../core/text.ts";
import { directoryNames } from "./resolve/lookup.ts";
import type { NewHost, NewHostsFile } from "./writer.ts";

/** A hosts.toml to write into a sub-directory of a root. */
export interface PlannedFile {
  readonly directory: string;
  readonly file: NewHostsFile;
}

/** What could not be imported, by the name that it has where it comes from. */
export interface Skipped {
  readonly name: string;
  readonly reason: Text;
}

/**
 * What Docker's daemon.json says about registries, as hosts.toml files: `registry-mirrors` are mirrors of Docker Hub,
 * `insecure-registries` are tried without verification, or over plain HTTP. Networks (10.0.0.0/8) have no counterpart,
 * and are skipped, as is what is neither a URL nor a host. The text is JSON; anything else in it is ignored.
 */
export function planFromDaemonJson(
  config: unknown,
  windows = false,
): { readonly files: readonly PlannedFile[]; readonly skipped: readonly Skipped[] } {
  const mirrors = stringsIn(config, "registry-mirrors").map((url) => url.replace(/\/+$/, ""));
  const insecure = [
    ...new Set(stringsIn(config, "insecure-registries").map((name) => name.replace(/^https?:\/\//, "").replace(/\/+$/, ""))),
  ];
  const skipped = [
    ...mirrors.filter((url) => !isMirror(url)).map((name) => ({ name, reason: text("not the URL of a mirror") })),
    ...insecure
      .filter((name) => !isHost(name))
      .map((name) => ({ name, reason: isNetwork(name) ? text("a network, which hosts.toml cannot name") : text("not a host name") })),
  ];
  const files = insecure.filter(isHost).map((host): PlannedFile => ({
    directory: newDirectoryName(host, windows),
    file: { server: `https://${host}`, hosts: [{ url: `http://${host}`, skipVerify: true }] },
  }));
  const hub = mirrors.filter(isMirror).map((url): NewHost => ({ url, capabilities: ["pull", "resolve"] }));
  return {
    files: [
      ...(hub.length === 0 ? [] : [{ directory: dockerHub, file: { server: `https://${dockerHubRegistry}`, hosts: hub } }]),
      ...files,
    ],
    skipped,
  };
}

function isMirror(url: string): boolean {
  return /^https?:\/\//.test(url) && URL.canParse(url) && url.isWellFormed();
}

function isNetwork(name: string): boolean {
  return /^[\da-fA-F.:]+\/\d+$/.test(name);
}

/** A name or an address, in brackets where it is one of IPv6, with a port if it has one: nothing that leads out of a directory. */
export function isHost(name: string): boolean {
  return /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\[[\da-fA-F:.]+\])(?::\d{1,5})?$/.test(name) && URL.canParse(`https://${name}/`);
}

function stringsIn(config: unknown, key: string): readonly string[] {
  const value: unknown = typeof config === "object" && config !== null ? (config as Record<string, unknown>)[key] : undefined;
  return Array.isArray(value) ? [...new Set(value.filter((item): item is string => typeof item === "string" && item !== ""))] : [];
}

/** The name of a new directory for a registry: `HOST:PORT`, and on Windows `HOST_PORT_`, since a colon cannot stand there. */
export function newDirectoryName(host: string, windows: boolean): string {
  const [first = host, second = host] = directoryNames(host, false);
  return windows || second === "_default" ? first : second;
}
