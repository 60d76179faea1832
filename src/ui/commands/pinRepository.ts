import type { PinnedRepositories } from "../../services/remembered/pinnedRepositories.ts";
import type { TreeNode } from "../tree/node.ts";

export interface PinDependencies {
  readonly pinned: PinnedRepositories;
  readonly redraw: () => void;
}

/** Keeps a repository at hand in “Go to Image…”, or no longer. */
export async function pinRepositoryCommand({ pinned, redraw }: PinDependencies, node: TreeNode, isWanted: boolean): Promise<void> {
  if (node.kind !== "repository") return;
  await (isWanted ? pinned.pin(node) : pinned.unpin(node));
  redraw();
}
