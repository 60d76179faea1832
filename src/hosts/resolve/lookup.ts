import { dockerHub } from "../../core/dockerHub.ts";
import { hostParts } from "../../core/referenceHost.ts";
import { exists, type FileReader } from "../../core/fileSystem.ts";
import { absolutePath } from "./goPath.ts";

/**
 * Who looks for the directory. `nerdctl`: its own resolver (nerdctl login; nerdctl before 2.3; any nerdctl with
 * containerd before 2.0). `nerdctl-daemon`: nerdctl 2.3 and later with containerd 2.0 and later, which leaves it to the
 * daemon and hands over its first root only. `kubernetes`: containerd's CRI plugin. `ctr`: with `--hosts-dir`.
 */
export const pullClients = ["nerdctl", "nerdctl-daemon", "kubernetes", "ctr"] as const;

export type PullClient = (typeof pullClients)[number];

export interface LookupRequest {
  /** The registry as the image reference names it, with its port if it has one: `docker.io`, `reg.example.com:5000`. */
  readonly host: string;
  /** The directories of hosts_dir or config_path, absolute, in their order. */
  readonly roots: readonly string[];
  readonly client: PullClient;
  /** On Windows a directory name has no colon. */
  readonly windows?: boolean;
}

export interface Lookup {
  /** All directories in the order in which they are looked at. */
  readonly tried: readonly string[];
  /** The first that exists; the others are not read, even if this one is empty. */
  readonly found: string | undefined;
}

/** The directories in which containerd looks for the settings of a host, in order. */
export function lookupDirectories({ host, roots, client, windows = false }: LookupRequest): readonly string[] {
  const asked = client === "nerdctl-daemon" ? roots.slice(0, 1) : roots;
  const names = client === "nerdctl" && needsPort(host) ? [`${host}:443`, host] : [host];
  const directories = names.flatMap((name) =>
    asked.flatMap((root) => directoryNames(name, windows).map((directory) => absolutePath(directory, root))),
  );
  return [...new Set(directories)];
}

/** nerdctl adds the port that https implies before it looks, save for Docker Hub. */
function needsPort(host: string): boolean {
  return host !== dockerHub && hostParts(host).port === undefined;
}

// oxlint-disable-next-line no-control-regex
const leadsOut = /[/\\\0]|^\.\.?(?::|$)/;

/** Whether a registry's name can be that of a directory: it comes from a file, too, and may lead out of the root. */
export function namesDirectory(host: string): boolean {
  return !leadsOut.test(host);
}

/** The names below a root, in order: `host_port_`, `host:port`, `_default`. */
export function directoryNames(host: string, windows: boolean): readonly string[] {
  if (!namesDirectory(host)) return ["_default"];
  const colon = host.lastIndexOf(":");
  const plain = windows ? host.replaceAll(":", "") : host;
  if (colon <= 0) return [plain, "_default"];
  return [`${host.slice(0, colon)}_${host.slice(colon + 1)}_`, plain, "_default"];
}

/** Finds the directory that wins. Rejects with what `stat` says, a missing directory apart: containerd fails then too. */
export async function findHostsDirectory(files: FileReader, request: LookupRequest): Promise<Lookup> {
  const tried = lookupDirectories(request);
  for (const directory of tried) if (await exists(files, directory)) return { tried, found: directory };
  return { tried, found: undefined };
}
