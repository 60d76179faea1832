import { isAbsolute, join } from "node:path";
import { exists, type FileReader } from "../../core/fileSystem.ts";

/** Rootless containerd of this person: whether it runs, and whether its pulls reach what listens on this machine's loopback addresses. */
export interface RootlessContainerd {
  readonly isThere: boolean;
  /** It pulls inside a network namespace of its own, where 127.0.0.1 is another machine's (containerd/nerdctl, issue 86). */
  readonly isApart: boolean;
}

/** containerd-rootless.sh keeps its state below $XDG_RUNTIME_DIR, and `netns` where the namespace is detached (nerdctl, extras/rootless). */
export async function findRootless(files: FileReader, runtimeDirectory: string | undefined): Promise<RootlessContainerd> {
  if (runtimeDirectory === undefined || !isAbsolute(runtimeDirectory)) return { isThere: false, isApart: false };
  const isThere = (path: string): Promise<boolean> => exists(files, path).catch(() => true);
  const state = join(runtimeDirectory, "containerd-rootless");
  const [runs, isDetached] = await Promise.all([isThere(state), isThere(join(state, "netns"))]);
  return { isThere: runs, isApart: runs && !isDetached };
}
