import type { CommandWords } from "../../core/shellQuote.ts";
import { exists, type FileReader } from "../../core/fileSystem.ts";
import { findRootless } from "./rootless.ts";

/** containerd's, when it runs as root, unless its own configuration says otherwise. */
export const rootContainerdSocket = "/run/containerd/containerd.sock";

export interface RootfulPlaces {
  readonly files: FileReader;
  /** undefined on Windows. */
  readonly uid: number | undefined;
  /** $XDG_RUNTIME_DIR */
  readonly runtimeDirectory: string | undefined;
  /** containerd's, when it runs as root. */
  readonly socket: string;
}

/** Only containerd as root is here, and the person is not root: nerdctl is run with sudo then. */
export async function isRootfulOnly({ files, uid, runtimeDirectory, socket }: RootfulPlaces): Promise<boolean> {
  if (uid === undefined || uid === 0) return false;
  if ((await findRootless(files, runtimeDirectory)).isThere) return false;
  return exists(files, socket).catch(() => true);
}

/** nerdctl by sudo, which as a rule makes it read root's config.json, with the person's own. */
export function nerdctlAsRoot(configDirectory: string): CommandWords {
  return ["env", `DOCKER_CONFIG=${configDirectory}`, "sudo", "--preserve-env=DOCKER_CONFIG", "nerdctl"];
}
