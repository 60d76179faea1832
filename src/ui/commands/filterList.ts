import { askLive } from "../../platform/liveInput.ts";
import { say } from "../../platform/say.ts";
import { FilterError, parseNameFilter } from "../../services/browse/nameFilter.ts";
import { type ListNode, listAt, type TreeNode } from "../tree/node.ts";
import type { RegistryTree } from "../tree/registryTree.ts";

export interface FilterDependencies {
  readonly tree: RegistryTree;
  /** Brings a node into sight, with the focus on it. */
  readonly reveal: (node: TreeNode) => Promise<void>;
}

/** Filters the list that the node is, or stands in, while the person types; Escape leaves it as it was. */
export async function filterListCommand({ tree, reveal }: FilterDependencies, node: TreeNode): Promise<void> {
  const list = listAt(node);
  if (list === undefined) return;
  await reveal(list);
  const before = await tree.filterOf(list);
  const isKept = await askLive({
    title: list.kind === "repository" ? say("Filter the Tags of {0}", list.repository) : say("Filter the Repositories of {0}", list.host),
    placeholder: list.kind === "repository" ? say("1.2, 1.2.*, *-alpine or /^v\\d+$/") : say("team, team/*, *api or /^team\\d+$/"),
    prompt: say("Part of the name, a pattern with * and ?, or a regular expression between slashes."),
    value: before?.text ?? "",
    changed: async (text) => applyText(tree, list, text),
  });
  if (!isKept) return tree.filter(list, before);
  const first = await tree.firstOf(list);
  if (first !== undefined) await reveal(first);
}

/** Shows all of the list again. */
export async function clearFilterCommand(tree: RegistryTree, node: TreeNode): Promise<void> {
  const list = listAt(node);
  if (list !== undefined) await tree.filter(list, undefined);
}

/** While the text is no regular expression yet, the list stays as it is. */
async function applyText(tree: RegistryTree, list: ListNode, text: string): Promise<string | undefined> {
  try {
    await tree.filter(list, await parseNameFilter(text));
    return undefined;
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    return say("This is not a regular expression: {0}", error.message);
  }
}
