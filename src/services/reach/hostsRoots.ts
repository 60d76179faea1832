import { posix } from "node:path";
import type { FileReader } from "../../core/fileSystem.ts";
import { readOrdinaryFile } from "../../core/ordinaryFile.ts";
import type { parseNerdctlConfig } from "../../hosts/containerdConfig/nerdctlConfig.ts";

export interface RootsRequest {
  /** The person's setting; it wins where it names any. */
  readonly setting: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
  /** The user's number, 0 for root; undefined where the system has none (Windows). */
  readonly uid: number | undefined;
}

/**
 * The certs.d directories of this machine: those of the setting, else `hosts_dir` of nerdctl.toml, else the defaults of
 * nerdctl: below /etc for root, below the configuration directory of the person otherwise.
 */
export async function findHostsRoots(files: FileReader, request: RootsRequest): Promise<readonly string[]> {
  const { setting, environment, homeDirectory, uid } = request;
  if (setting.length > 0) return setting;
  const configHome = environment["XDG_CONFIG_HOME"] || posix.join(homeDirectory, ".config");
  const isRoot = uid === 0;
  const nerdctlToml =
    environment["NERDCTL_TOML"] || (isRoot ? "/etc/nerdctl/nerdctl.toml" : posix.join(configHome, "nerdctl/nerdctl.toml"));
  const base = isRoot ? "/etc" : configHome;
  const text = await readConfiguration(files, nerdctlToml);
  const configured = text === "" ? undefined : (await loadParser())(text).hostsDir;
  return configured ?? [posix.join(base, "containerd/certs.d"), posix.join(base, "docker/certs.d")];
}

/** "" for a file that is not there or cannot be read: then it is as good as empty. */
export async function readConfiguration(files: FileReader, path: string): Promise<string> {
  try {
    return new TextDecoder().decode(await readOrdinaryFile(files, path));
  } catch {
    return "";
  }
}

/** The TOML library is loaded when there is something to read: few have a nerdctl.toml. */
async function loadParser(): Promise<typeof parseNerdctlConfig> {
  return (await import("../../hosts/containerdConfig/nerdctlConfig.ts")).parseNerdctlConfig;
}
