import type { CommandWords } from "../../core/shellQuote.ts";
import { exists, type FileReader } from "../../core/fileSystem.ts";
import type { Spawn } from "../../core/spawn.ts";
import { findRootless } from "./rootless.ts";

/** containerd's, when it runs as root, unless its own configuration says otherwise. */
export const rootContainerdSocket = "/run/containerd/containerd.sock";

export interface RootfulPlaces {
  readonly files: FileReader;
  /** undefined on Windows. */
  readonly uid: number | undefined;
  /** $XDG_RUNTIME_DIR */
  readonly runtimeDirectory: string | undefined;
  /** containerd's, when it runs as root, where that is another one. */
  readonly socket?: string;
}

/** Only containerd as root is here, and the person is not root: nerdctl is run with sudo then. */
export async function isRootfulOnly({ files, uid, runtimeDirectory, socket = rootContainerdSocket }: RootfulPlaces): Promise<boolean> {
  if (uid === undefined || uid === 0) return false;
  if ((await findRootless(files, runtimeDirectory)).isThere) return false;
  return exists(files, socket).catch(() => true);
}

/**
 * The number of the user whose directories containerd and nerdctl read when this person pulls: root's, where only containerd as root is
 * here. Docker's engine brings one as well: who has docker and no nerdctl pulls by none, and their own directories need no sudo.
 */
export async function pullingUser(places: RootfulPlaces, { find }: Pick<Spawn, "find">): Promise<number | undefined> {
  if (!(await isRootfulOnly(places))) return places.uid;
  const [nerdctl, docker] = await Promise.all([find("nerdctl"), find("docker")]);
  return nerdctl === undefined && docker !== undefined ? places.uid : 0;
}

/** nerdctl by sudo, which as a rule makes it read root's config.json, with the person's own. */
export function nerdctlAsRoot(configDirectory: string): CommandWords {
  return ["env", `DOCKER_CONFIG=${configDirectory}`, "sudo", "--preserve-env=DOCKER_CONFIG", "nerdctl"];
}
