import { isAbort } from "../../core/errors.ts";
import type { RegistryError } from "../../core/registryError.ts";
import type { Page } from "../../registry/lists/pagination.ts";
import type { FoundAtHost } from "../reach/registryAccess.ts";

/** Pages without an item that one `more` walks through before it leaves the next step to the person. */
const maxEmptyPages = 20;

export type FetchPage<T> = (cursor: string | undefined, signal: AbortSignal) => Promise<FoundAtHost<Page<T>>>;

/** What a list shows at a moment. `error` is why it does not show more; the items before it stay. */
export interface ListView<T> {
  readonly items: readonly T[];
  readonly hasMore: boolean;
  readonly error: unknown;
  /** Why the registry's list is longer than what can be read of it, where all of that is shown. */
  readonly ending: RegistryError | undefined;
  /** The host that answered: the registry itself, or a mirror of it. Undefined before the first answer. */
  readonly host: string | undefined;
}

/**
 * A list that grows by pages as somebody asks for more, with each name once. It asks the registry for a page only when it has shown what it
 * has, so a registry that answers with everything at once is asked once. Callers that come during a request share it.
 */
export class PagedList<T extends { readonly name: string }> {
  readonly #fetch: FetchPage<T>;
  readonly #step: number;
  readonly #shown = new Map<string, T>();
  /** The last page, and how far it is shown. */
  #page: readonly T[] = [];
  #taken = 0;
  #cursor: string | undefined;
  #complete = false;
  #error: unknown;
  #ending: RegistryError | undefined;
  #host: string | undefined;
  #loading: Promise<void> | undefined;
  #controller = new AbortController();

  /** `step`: how many items each `more` adds to what is shown, at most. */
  constructor(fetch: FetchPage<T>, step: number) {
    this.#fetch = fetch;
    this.#step = step;
  }

  /** The list as it is, with the first page loaded. Never rejects: a failure is `error` of the view. */
  async view(): Promise<ListView<T>> {
    if (this.#loading !== undefined) await this.#loading;
    else if (this.#shown.size === 0 && !this.#complete && this.#error === undefined) await this.more();
    const hasMore = this.#taken < this.#page.length || !this.#complete;
    return {
      items: [...this.#shown.values()],
      hasMore,
      error: this.#error,
      ending: hasMore ? undefined : this.#ending,
      host: this.#host,
    };
  }

  /** Shows up to `step` more items, after a request where that is needed. Tries again after a failure. */
  more(): Promise<void> {
    this.#loading ??= this.#load().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  /**
   * Ends a request under way; what was loaded stays.
   * @returns what resolves when that request has ended; undefined where there was none
   */
  abort(): Promise<void> | undefined {
    this.#controller.abort();
    this.#controller = new AbortController();
    return this.#loading;
  }

  async #loadPage(signal: AbortSignal): Promise<void> {
    const { value: page, host } = await this.#fetch(this.#cursor, signal);
    signal.throwIfAborted();
    this.#host = host;
    this.#page = page.items;
    this.#taken = 0;
    this.#cursor = page.next;
    this.#complete = page.next === undefined;
    this.#ending = page.ending;
  }

  async #load(): Promise<void> {
    const before = this.#shown.size;
    const { signal } = this.#controller;
    this.#error = undefined;
    this.#show(before + this.#step);
    try {
      // A page may hold nothing new and still name a next one.
      for (let page = 0; page < maxEmptyPages && this.#shown.size === before && !this.#complete; page++) {
        await this.#loadPage(signal);
        this.#show(before + this.#step);
      }
    } catch (error) {
      if (!isAbort(error)) this.#error = error;
    }
  }

  /** Shows items of the page up to that many in all, and passes over those behind them that are shown already. */
  #show(count: number): void {
    for (; this.#taken < this.#page.length; this.#taken++) {
      const item = this.#page[this.#taken] as T;
      if (this.#shown.has(item.name)) continue;
      if (this.#shown.size >= count) return;
      this.#shown.set(item.name, item);
    }
  }
}
