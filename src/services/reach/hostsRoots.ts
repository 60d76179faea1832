import { configHomeOf } from "../../core/configHome.ts";
import { posix } from "node:path";
import type { FileReader } from "../../core/fileSystem.ts";
import { nerdctlRoots } from "../../hosts/containerdConfig/nerdctlRoots.ts";

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
  const configHome = configHomeOf(environment, homeDirectory);
  const isRoot = uid === 0;
  const nerdctlToml =
    environment["NERDCTL_TOML"] || (isRoot ? "/etc/nerdctl/nerdctl.toml" : posix.join(configHome, "nerdctl/nerdctl.toml"));
  return nerdctlRoots(files, nerdctlToml, isRoot ? "/etc" : configHome);
}
