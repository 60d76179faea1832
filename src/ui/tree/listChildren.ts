import type { NameFilter } from "../../services/browse/nameFilter.ts";
import type { RegistryError } from "../../core/registryError.ts";
import type { ListedItem, ListNode, TreeNode } from "./node.ts";
import type { TreeContext } from "./nodeKind.ts";
import { say } from "../../platform/say.ts";

/** The rows of the items that are shown of a list, and whether it may have others. */
export type ToNodes = (items: readonly ListedItem[], filter: NameFilter | undefined, isPartial: boolean) => TreeNode[];

/** The rows of a list: what is loaded, then why it is not more, why it is not whole, or how to get more; `empty` says that there is nothing. */
export async function listChildren(
  list: ListNode,
  { view, report }: TreeContext,
  { toNodes, empty }: { readonly toNodes: ToNodes; readonly empty: string },
): Promise<TreeNode[]> {
  const shown = await view(list);
  // A request that was cut short has brought nothing, not even that there is more.
  if (shown === undefined || (shown.host === undefined && shown.error === undefined)) return [{ kind: "loading", list }];
  const { items, matching, loaded, isWhole, isFound, filter, error, ending, hasMore, host } = shown;
  const counts = { shown: items.length, matching, loaded, isWhole, isFound };
  const nodes = toNodes(items, filter, hasMore);
  if (error !== undefined) {
    report(error);
    nodes.push({ kind: "error", list, error });
  } else if (hasMore) nodes.push({ kind: "loadMore", list, counts });
  else if (ending !== undefined) {
    report(ending);
    nodes.push(await endingRow(list, ending));
  } else if (nodes.length === 0 && filter === undefined) nodes.push({ kind: "note", list, sentence: empty });
  if (filter !== undefined) nodes.unshift({ kind: "filter", list, text: filter.text, counts });
  if (host !== undefined && host !== list.host) nodes.unshift({ kind: "note", list, sentence: say("From the mirror {0}", host) });
  return nodes;
}

/** What has a page that helps is a row with a button. */
async function endingRow(list: ListNode, ending: RegistryError): Promise<TreeNode> {
  if (ending.params["authorize"] !== undefined) return { kind: "error", list, error: ending };
  const { registrySentence } = await import("../sentences/registrySentences.ts");
  return { kind: "note", list, sentence: registrySentence(ending).what };
}
