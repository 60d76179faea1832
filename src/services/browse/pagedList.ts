import { isAbort } from "../../core/errors.ts";
import type { ListOrder } from "../../core/listOrder.ts";
import { RegistryError } from "../../core/registryError.ts";
import { inSlices } from "../../core/slices.ts";
import type { Page } from "../../registry/lists/pagination.ts";
import type { FoundAtHost } from "../reach/registryAccess.ts";
import { filterItems, order, type Sortable } from "./arrange.ts";
import { type FindPage, ListSearch } from "./listSearch.ts";
import type { NameFilter } from "./nameFilter.ts";

/** Pages without a new item that one `more` walks through before it leaves the next step to the person. */
const maxEmptyPages = 20;
/** After so many of them, one behind the other, the list ends: pages may follow one another in a circle. */
const maxBarrenPages = 1000;
/** What loads by itself, or by “Load All”, ends here: a registry may name new items for ever. */
const maxLoaded = 1_000_000;
/** So many rows “Load All” shows at once; “Load more…” goes on from there. */
const maxRows = 10_000;
/** So many items of a page are added before the event loop may have a turn. */
const addedAtOnce = 1024;
/** How often a list that grows by itself is shown anew, in milliseconds. */
const showEveryMs = 400;

export type FetchPage<T> = (cursor: string | undefined, signal: AbortSignal) => Promise<FoundAtHost<Page<T>>>;

/** What a list shows at a moment. `error` is why it does not show more; the items before it stay. */
export interface ListView<T> {
  /** The first of those that match, in order. */
  readonly items: readonly T[];
  readonly hasMore: boolean;
  /** How many are loaded. */
  readonly loaded: number;
  /** How many of the loaded ones the filter lets through. */
  readonly matching: number;
  /** Whether the registry has no others. */
  readonly isWhole: boolean;
  /** Whether the registry was asked for what the filter lets through, and all of that is loaded. */
  readonly isFound: boolean;
  readonly filter: NameFilter | undefined;
  readonly order: ListOrder;
  readonly error: unknown;
  /** Why the registry's list is longer than what can be read of it, where all of that is shown. */
  readonly ending: RegistryError | undefined;
  /** The host that answered: the registry itself, or a mirror of it. Undefined before the first answer. */
  readonly host: string | undefined;
}

export interface PagedListOptions<T> {
  /** How many items each `more` adds to what is shown, at most. */
  readonly step: number;
  /** Undefined: by date where all items of the first page have one, else by version. */
  readonly order?: ListOrder | undefined;
  /** How many pages load by themselves behind the first one, where what comes first by version or name may stand on any of them. */
  readonly pagesAhead?: number;
  /** How the registry is asked for what the list is filtered by. */
  readonly find?: FindPage<T>;
  /** Called when what the list shows has changed by itself. */
  readonly changed?: () => void;
  /** Called when all that the registry has is loaded. */
  readonly whole?: (names: Iterable<string>, count: number) => void;
  /** Called when the first page of a longer list has come, whose items have dates. */
  readonly dated?: () => void;
}

/**
 * A list that grows by pages as somebody asks for more, with each name once, in an order that does not depend on the registry's. It asks
 * for a page only when it has shown what it has, so a registry that answers with everything at once is asked once; but the next pages of a
 * list that is not by date may load by themselves, a few of them. Of a list with a filter the registry is asked for what matches, where it
 * can be; else all of it loads. Callers that come during a request share it.
 */
export class PagedList<T extends Sortable> {
  readonly #fetch: FetchPage<T>;
  readonly #step: number;
  readonly #changed: () => void;
  readonly #whole: PagedListOptions<T>["whole"];
  readonly #dated: PagedListOptions<T>["dated"];
  readonly #search: ListSearch<T> | undefined;
  readonly #loaded = new Map<string, T>();
  /** Names of the loaded items that came from nowhere in the list. */
  readonly #included = new Set<string>();
  #limit = 0;
  /** What was shown before there was a filter, and is again without one. */
  #unfilteredLimit = 0;
  #chosenOrder: ListOrder | undefined;
  #filter: NameFilter | undefined;
  #ordered: { readonly by: ListOrder; readonly items: readonly T[] } | undefined;
  #cursor: string | undefined;
  /** Pages without a new item, since there was one. */
  #barrenPages = 0;
  #isWhole = false;
  #error: unknown;
  #ending: RegistryError | undefined;
  #host: string | undefined;
  #fetching: Promise<void> | undefined;
  #loading: Promise<void> | undefined;
  #behind: Promise<void> | undefined;
  #ahead: number;
  #controller = new AbortController();

  constructor(fetch: FetchPage<T>, { step, order: chosen, pagesAhead = 0, find, changed = () => undefined, ...told }: PagedListOptions<T>) {
    this.#fetch = fetch;
    this.#step = step;
    this.#ahead = pagesAhead;
    this.#chosenOrder = chosen;
    this.#changed = changed;
    this.#whole = told.whole;
    this.#dated = told.dated;
    this.#search = find === undefined ? undefined : new ListSearch(find);
  }

  /** The list as it is, with the first page loaded. Never rejects: a failure is `error` of the view. */
  async view(): Promise<ListView<T>> {
    const { signal } = this.#controller;
    if (this.#loading !== undefined) await this.#loading;
    else if (this.#loaded.size === 0 && !this.#isWhole && this.#error === undefined) await this.more();
    // Who has left it meanwhile does not want the rest.
    if (!signal.aborted) void this.#loadBehind();
    const by = this.#order();
    const filter = this.#filter;
    const matching = await this.#matching(by, filter);
    const items = matching.slice(0, this.#limit);
    const isFound = this.#isFound(filter);
    const hasMore = items.length < matching.length || !(this.#isWhole || isFound);
    return {
      items,
      hasMore,
      loaded: this.#loaded.size,
      matching: matching.length,
      isWhole: this.#isWhole,
      isFound,
      filter,
      order: by,
      error: this.#error,
      ending: hasMore ? undefined : this.#ending,
      host: this.#host,
    };
  }

  /** Shows up to one step more, after a request where that is needed. Tries again after a failure. */
  more(): Promise<void> {
    this.#loading ??= this.#guard(this.#showMore()).finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  /** Loads all that the registry has, or all that the filter lets through, and shows much of it at once. Ends early with a failure or an abort. */
  async loadAll(signal: AbortSignal): Promise<void> {
    this.#limit = Math.max(this.#limit, maxRows);
    this.#error = undefined;
    const either = AbortSignal.any([signal, this.#controller.signal]);
    await this.#grow(
      () => !this.#isFound(this.#filter),
      () => this.#nextPage(either),
    );
  }

  /** Whether the registry has no others than those that are loaded. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  get error(): unknown {
    return this.#error;
  }

  /** Whether more of the list may be had without a new try. */
  get canGrow(): boolean {
    return !this.#isWhole && !this.#isFull && this.#error === undefined;
  }

  has(name: string): boolean {
    return this.#loaded.has(name);
  }

  /** The item of that name, where it is loaded. */
  get(name: string): T | undefined {
    return this.#loaded.get(name);
  }

  /** The loaded items that the filter lets through, in order, whatever the list shows. Asks for nothing. */
  async find(filter: NameFilter | undefined): Promise<readonly T[]> {
    return filterItems(await this.#inOrder(this.#order()), filter);
  }

  /** Loads one page more, and shows no more of the list for that than it would at first. Never rejects: a failure is `error`. */
  async loadNext(signal: AbortSignal): Promise<void> {
    this.#limit = Math.max(this.#limit, this.#step);
    await this.#guard(this.#nextPage(AbortSignal.any([signal, this.#controller.signal])));
    // Somebody else may have waited for that page.
    if (signal.aborted) this.#changed();
  }

  /**
   * The item of that name, loaded on for where it is not loaded yet, which ends after so many pages. Rejects with the signal's reason only:
   * a failure is `error`.
   */
  async seek(name: string, signal: AbortSignal, mostPages = Infinity): Promise<T | undefined> {
    for (let page = 0; !this.has(name) && this.canGrow && page < mostPages; page++) {
      await this.loadNext(signal);
      signal.throwIfAborted();
    }
    return this.#loaded.get(name);
  }

  /** Adds an item that the registry has on some page that is not loaded. What that page tells of it takes its place. */
  include(item: T): void {
    if (this.has(item.name)) return;
    this.#loaded.set(item.name, item);
    this.#included.add(item.name);
  }

  /** An item that has come, or is another than the registry's list told. */
  put(item: T): void {
    if (!this.has(item.name)) this.#included.add(item.name);
    this.#loaded.set(item.name, item);
    this.#ordered = undefined;
  }

  /** Takes items out that the registry has no more. */
  remove(names: readonly string[]): void {
    for (const name of names) {
      this.#loaded.delete(name);
      this.#included.delete(name);
    }
    this.#ordered = undefined;
  }

  /** Tells once more what `whole` and `dated` were told, for those who did not want to know it then. */
  retell(): void {
    const [first] = this.#loaded.values();
    if (this.#isWhole && this.#ending === undefined) this.#whole?.(this.#loaded.keys(), this.#loaded.size);
    else if (!this.#isWhole && first?.updatedAt !== undefined) this.#dated?.();
  }

  /** Resolves when nothing loads by itself any more, so that what is shown stays in its place. */
  settled(): Promise<void> {
    return this.#loadBehind();
  }

  /** Shows the list up to the item of that name, if that is among the first so many that match. @returns whether it is */
  async showUpTo(name: string, most: number): Promise<boolean> {
    const index = (await this.find(this.#filter)).findIndex((item) => item.name === name);
    if (index < 0 || index >= most) return false;
    this.#limit = Math.max(this.#limit, index + 1);
    return true;
  }

  sortBy(by: ListOrder): void {
    this.#chosenOrder = by;
  }

  /** Shows only what matches, from its beginning, while what else of the list does is loaded behind; undefined shows again what was shown before. */
  filterBy(filter: NameFilter | undefined): void {
    if (filter === this.#filter) return;
    if (this.#filter === undefined) this.#unfilteredLimit = this.#limit;
    this.#filter = filter;
    this.#limit = filter === undefined ? Math.max(this.#step, this.#unfilteredLimit) : this.#step;
    this.#search?.want(filter);
  }

  /**
   * Ends a request under way; what was loaded stays.
   * @returns what resolves when that request has ended; undefined where there was none
   */
  abort(): Promise<void> | undefined {
    this.#controller.abort();
    this.#controller = new AbortController();
    return this.#loading ?? this.#fetching?.catch(() => undefined);
  }

  #order(): ListOrder {
    if (this.#chosenOrder !== undefined) return this.#chosenOrder;
    const [first] = this.#loaded.values();
    return first?.updatedAt === undefined ? "version" : "date";
  }

  /** While a filtered list grows, only what matches is put in order: else the whole of it would be, again and again. */
  async #matching(by: ListOrder, filter: NameFilter | undefined): Promise<readonly T[]> {
    if (filter === undefined || this.#isWhole || this.#isOrdered(by)) return filterItems(await this.#inOrder(by), filter);
    return order(await filterItems([...this.#loaded.values()], filter), by);
  }

  #isOrdered(by: ListOrder): boolean {
    return this.#ordered?.by === by && this.#ordered.items.length === this.#loaded.size;
  }

  async #inOrder(by: ListOrder): Promise<readonly T[]> {
    if (this.#ordered !== undefined && this.#isOrdered(by)) return this.#ordered.items;
    const items = await order([...this.#loaded.values()], by);
    this.#ordered = { by, items };
    return items;
  }

  async #showMore(): Promise<void> {
    const { signal } = this.#controller;
    this.#error = undefined;
    const before = this.#loaded.size;
    const matching = before === 0 ? 0 : (await filterItems([...this.#loaded.values()], this.#filter, signal)).length;
    const shown = Math.min(this.#limit, matching);
    this.#limit = shown + this.#step;
    if (shown < matching || this.#isFound(this.#filter)) return;
    // A page may hold nothing new and still name a next one.
    for (let page = 0; page < maxEmptyPages && this.#loaded.size === before && !this.#isWhole; page++) await this.#nextPage(signal);
  }

  /** Loads what is wanted before anybody asks for it, one page after another. */
  #loadBehind(): Promise<void> {
    const isWanted = (): boolean =>
      this.#filter === undefined ? this.#ahead > 0 && this.#order() !== "date" : !this.#isFound(this.#filter);
    if (this.#isWhole || this.#isFull || this.#error !== undefined || !isWanted()) return Promise.resolve();
    const { signal } = this.#controller;
    this.#behind ??= this.#grow(isWanted, async () => (await this.#findPage(signal)) || this.#nextPage(signal)).finally(() => {
      this.#behind = undefined;
    });
    return this.#behind;
  }

  get #isFull(): boolean {
    return this.#loaded.size >= maxLoaded;
  }

  /** Whether the registry has found all that the filter lets through, but has not listed everything. */
  #isFound(filter: NameFilter | undefined): boolean {
    return !this.#isWhole && this.#search?.hasAll(filter) === true;
  }

  /** Asks the registry for what the list is filtered by. @returns whether it was asked */
  async #findPage(signal: AbortSignal): Promise<boolean> {
    const found = this.#filter === undefined ? undefined : await this.#search?.next(this.#filter, signal);
    for (const item of found ?? []) this.include(item);
    return found !== undefined;
  }

  async #grow(isWanted: () => boolean, loadPage: () => Promise<unknown>): Promise<void> {
    let shownAt = performance.now();
    const load = async (): Promise<void> => {
      for (; isWanted() && !this.#isWhole && !this.#isFull; this.#ahead--) {
        await loadPage();
        if (performance.now() - shownAt < showEveryMs) continue;
        shownAt = performance.now();
        this.#changed();
      }
    };
    await this.#guard(load());
    this.#changed();
  }

  async #guard(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      if (!isAbort(error)) this.#error = error;
    }
  }

  #nextPage(signal: AbortSignal): Promise<void> {
    this.#fetching ??= this.#loadPage(signal).finally(() => {
      this.#fetching = undefined;
    });
    return this.#fetching;
  }

  async #loadPage(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { value: page, host } = await this.#fetch(this.#cursor, signal);
    signal.throwIfAborted();
    this.#host = host;
    const before = this.#loaded.size;
    await inSlices(this.#add(page.items), signal);
    this.#barrenPages = this.#loaded.size > before ? 0 : this.#barrenPages + 1;
    if (this.#cursor === undefined && page.next !== undefined && page.items[0]?.updatedAt !== undefined) this.#dated?.();
    const isEndless = page.next !== undefined && this.#barrenPages >= maxBarrenPages;
    this.#cursor = isEndless ? undefined : page.next;
    this.#isWhole = this.#cursor === undefined;
    this.#ending = isEndless ? endless(host) : page.ending;
    if (this.#isWhole && this.#ending === undefined) this.#whole?.(this.#loaded.keys(), this.#loaded.size);
  }

  /** A page may have as many items as its answer has room for. Yields where it may be interrupted: what is added by then is added once. */
  *#add(items: readonly T[]): Generator<undefined, void> {
    for (const [index, item] of items.entries()) {
      if (index % addedAtOnce === addedAtOnce - 1) yield;
      if (this.#included.delete(item.name)) this.#ordered = undefined;
      else if (this.#loaded.has(item.name)) continue;
      this.#loaded.set(item.name, item);
    }
  }
}

function endless(host: string): RegistryError {
  const params = { host, limit: maxBarrenPages };
  return new RegistryError("too-many-pages", `${host} lists more than ${maxBarrenPages} pages with nothing new`, { params });
}
