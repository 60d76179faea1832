import { dirname } from "node:path";
import type { FileReader } from "../../core/fileSystem.ts";
import type { PullClient } from "../../hosts/resolve/lookup.ts";
import type { ContainerdVersion } from "../../hosts/versions.ts";

/** The certs.d directories of this machine. */
export interface MachineRoots {
  /** Those of the person's setting, else nerdctl's. */
  readonly roots: readonly string[];
  /** Whether they are the person's setting, which then holds for every client. */
  readonly areSet: boolean;
}

const containerdConfig = "/etc/containerd/config.toml";
const systemRoots = ["/etc/containerd/certs.d", "/etc/docker/certs.d"];

/**
 * The directories that a client looks into: for Kubernetes those of containerd's configuration; for the others the machine's.
 * A hosts.toml in a `directory` of none of them, as in a repository from which other machines are set up, is looked at within
 * its own root.
 */
export async function pullRoots(
  pull: { readonly client: PullClient; readonly version: ContainerdVersion; readonly directory: string | undefined },
  machine: MachineRoots,
  files: FileReader,
): Promise<readonly string[]> {
  const root = pull.directory === undefined ? undefined : dirname(pull.directory);
  const isForeign = root !== undefined && !machine.roots.includes(root) && (machine.areSet || !systemRoots.includes(root));
  if (isForeign) return [root];
  return pull.client === "kubernetes" && !machine.areSet ? kubernetesRoots(pull.version, files) : machine.roots;
}

/** Several directories that the transfer service takes for one are one that does not exist. */
async function kubernetesRoots(version: ContainerdVersion, files: FileReader): Promise<readonly string[]> {
  const [{ loadContainerdConfig }, { kubernetesReading }] = await Promise.all([
    import("../../hosts/containerdConfig/loadConfig.ts"),
    import("../../hosts/containerdConfig/kubernetes.ts"),
  ]);
  const reading = kubernetesReading(await loadContainerdConfig(files, containerdConfig, version), version);
  if (reading.kind === "joined") return [reading.configPath];
  if (reading.kind === "unknown") return systemRoots.slice(0, 1);
  return reading.kind === "roots" ? reading.roots : [];
}
