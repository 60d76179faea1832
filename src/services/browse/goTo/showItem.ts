import { untilAborted } from "../../../core/singleFlight.ts";
import type { Sortable } from "../arrange.ts";
import type { Browsing } from "../browsing.ts";
import { parseNameFilter } from "../nameFilter.ts";
import type { PagedList } from "../pagedList.ts";

/** Up to there a list shows what comes before the item, too; further on it is filtered by the item's name. */
const mostRowsBefore = 2000;

export type ShownLists = Pick<Browsing, "repositories" | "tags" | "filterOf" | "filterBy">;

export interface ItemPlace {
  readonly host: string;
  /** Undefined where the item is a repository. */
  readonly repository?: string;
  readonly name: string;
}

/** Has the list show an item that is loaded, once nothing loads by itself any more that would move it. */
export async function showItem(place: ItemPlace, list: PagedList<Sortable>, lists: ShownLists, signal: AbortSignal): Promise<void> {
  takeFilterOff(place, lists);
  await untilAborted(list.settled(), signal);
  const { host, repository, name } = place;
  if (await list.showUpTo(name, mostRowsBefore)) return;
  lists.filterBy(host, repository, await parseNameFilter(name));
  await list.showUpTo(name, Infinity);
}

/** Where it hides the item. */
export function takeFilterOff({ host, repository, name }: ItemPlace, lists: ShownLists): void {
  if (lists.filterOf(host, repository)?.matches(name) === false) lists.filterBy(host, repository, undefined);
}
