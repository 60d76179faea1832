import { isAttachedTag } from "../../core/attachedTag.ts";
import type { ListOrder } from "../../core/listOrder.ts";
import { compareNaturally } from "../../core/naturalOrder.ts";
import { inSlices } from "../../core/slices.ts";
import type { NameFilter } from "./nameFilter.ts";
import { sortSlices } from "./sortInSlices.ts";
import { compareVersionKeys, type VersionKey, versionKey } from "../../core/versionOrder.ts";

/** What an item of a list is sorted by. */
export interface Sortable {
  readonly name: string;
  readonly updatedAt?: Date;
}

interface Keyed<T> {
  readonly item: T;
  readonly version: VersionKey;
}

const sliceLength = 2048;

/**
 * The items in that order, whatever the order in which they came, and at the end the tags by which signatures are attached to others.
 * Lets the event loop have its turns.
 */
export async function order<T extends Sortable>(items: readonly T[], by: ListOrder, signal?: AbortSignal): Promise<readonly T[]> {
  return inSlices(attachedLast(items, by), signal);
}

function* attachedLast<T extends Sortable>(items: readonly T[], by: ListOrder): Generator<undefined, readonly T[]> {
  const own: T[] = [];
  const attached: T[] = [];
  yield* eachInSlices(items, (item) => (isAttachedTag(item.name) ? attached : own).push(item));
  const sorted = yield* orderSlices(own, by);
  return attached.length === 0 ? sorted : [...sorted, ...(yield* orderSlices(attached, by))];
}

function* orderSlices<T extends Sortable>(items: readonly T[], by: ListOrder): Generator<undefined, readonly T[]> {
  if (by === "name") return yield* sortSlices(items, (a, b) => compareNaturally(a.name, b.name));
  const keyed: Keyed<T>[] = [];
  yield* eachInSlices(items, (item) => keyed.push({ item, version: versionKey(item.name) }));
  const sorted: T[] = [];
  yield* eachInSlices(yield* sortSlices<Keyed<T>>(keyed, by === "date" ? byDate : byVersion), ({ item }) => sorted.push(item));
  return sorted;
}

function* eachInSlices<T>(items: readonly T[], work: (item: T) => unknown): Generator<undefined, void> {
  for (const [index, item] of items.entries()) {
    work(item);
    if (index % sliceLength === sliceLength - 1) yield;
  }
}

function byVersion(a: Keyed<Sortable>, b: Keyed<Sortable>): number {
  return compareVersionKeys(a.version, b.version);
}

/** What has no date comes last. */
function byDate(a: Keyed<Sortable>, b: Keyed<Sortable>): number {
  const [left, right] = [a.item.updatedAt?.getTime() ?? -Infinity, b.item.updatedAt?.getTime() ?? -Infinity];
  return left === right ? byVersion(a, b) : right > left ? 1 : -1;
}

/** The items whose names pass the filter. Lets the event loop have its turns. */
export async function filterItems<T extends Sortable>(
  items: readonly T[],
  filter: NameFilter | undefined,
  signal?: AbortSignal,
): Promise<readonly T[]> {
  return filter === undefined ? items : inSlices(filterSlices(items, filter), signal);
}

function* filterSlices<T extends Sortable>(items: readonly T[], filter: NameFilter): Generator<undefined, readonly T[]> {
  const passed: T[] = [];
  for (const [index, item] of items.entries()) {
    if (filter.matches(item.name)) passed.push(item);
    if (index % 256 === 255) yield;
  }
  return passed;
}
