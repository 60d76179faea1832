import type { PagedList } from "./pagedList.ts";
import type { Sortable } from "./arrange.ts";

/** The first names of a list in the tree's order, at most so many; the tree shows no more of them for that. Rejects as the list fails. */
export async function firstNames(list: PagedList<Sortable>, most: number, signal: AbortSignal): Promise<readonly string[]> {
  let { loaded } = await list.view();
  while (loaded < most && list.canGrow) {
    await list.loadNext(signal);
    signal.throwIfAborted();
    loaded = (await list.find(undefined)).length;
  }
  if (list.error !== undefined) throw list.error;
  return (await list.find(undefined)).slice(0, most).map(({ name }) => name);
}
