import type { PagedList } from "./pagedList.ts";
import type { Sortable } from "./arrange.ts";

/**
 * The first names of a list in the tree's order, at most so many; the tree shows no more of them for that. `mostByDate`: where the list is by
 * date, its pages have the newest first, so that fewer may do. Rejects as the list fails.
 */
export async function firstNames(
  list: PagedList<Sortable>,
  most: number,
  signal: AbortSignal,
  mostByDate = most,
): Promise<readonly string[]> {
  const view = await list.view();
  const enough = view.order === "date" ? mostByDate : most;
  let { loaded } = view;
  while (loaded < enough && list.canGrow) {
    await list.loadNext(signal);
    signal.throwIfAborted();
    loaded = (await list.find(undefined)).length;
  }
  if (list.error !== undefined) throw list.error;
  return (await list.find(undefined)).slice(0, most).map(({ name }) => name);
}
