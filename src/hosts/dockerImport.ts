import { directoryNames } from "./resolve/lookup.ts";
import type { NewHost, NewHostsFile } from "./writer.ts";

/** A hosts.toml to write into a sub-directory of a root. */
export interface PlannedFile {
  readonly directory: string;
  readonly file: NewHostsFile;
}

/**
 * What Docker's daemon.json says about registries, as hosts.toml files: `registry-mirrors` are mirrors of Docker Hub,
 * `insecure-registries` are tried without verification, or over plain HTTP. Networks (10.0.0.0/8) have no counterpart
 * and come back in `skipped`. The text is JSON; anything else in it is ignored.
 */
export function planFromDaemonJson(config: unknown, windows = false): { readonly files: readonly PlannedFile[]; readonly skipped: readonly string[] } {
  const mirrors = stringsIn(config, "registry-mirrors");
  const insecure = stringsIn(config, "insecure-registries");
  const isNetwork = (name: string): boolean => /^[\da-fA-F.:]+\/\d+$/.test(name);
  const files = insecure.filter((name) => !isNetwork(name)).map((name): PlannedFile => {
    const host = name.replace(/^https?:\/\//, "").replace(/\/+$/, "");
    return { directory: newDirectoryName(host, windows), file: { server: `https://${host}`, hosts: [{ url: `http://${host}`, skipVerify: true }] } };
  });
  const hub = mirrors.length === 0 ? [] : [{ directory: "docker.io", file: { server: "https://registry-1.docker.io", hosts: mirrors.map(mirror) } }];
  return { files: [...hub, ...files], skipped: insecure.filter(isNetwork) };
}

function mirror(url: string): NewHost {
  return { url: url.replace(/\/+$/, ""), capabilities: ["pull", "resolve"] };
}

function stringsIn(config: unknown, key: string): readonly string[] {
  const value: unknown = typeof config === "object" && config !== null ? (config as Record<string, unknown>)[key] : undefined;
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string" && item !== "") : [];
}

/** The name of a new directory for a registry: `HOST:PORT`, and on Windows `HOST_PORT_`, since a colon cannot stand there. */
export function newDirectoryName(host: string, windows: boolean): string {
  const [first = host, second = host] = directoryNames(host, false);
  return windows || second === "_default" ? first : second;
}
