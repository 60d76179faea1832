import { isAbort } from "../../core/errors.ts";
import type { Page } from "../../registry/lists/pagination.ts";
import type { Answered } from "../reach/registryAccess.ts";

/** Pages without an item that one `more` walks through before it leaves the next step to the person. */
const maxEmptyPages = 20;

export type FetchPage<T> = (cursor: string | undefined, signal: AbortSignal) => Promise<Answered<Page<T>>>;

/** What a list shows at a moment. `error` is why it does not show more; the items before it stay. */
export interface ListView<T> {
  readonly items: readonly T[];
  readonly hasMore: boolean;
  readonly error: unknown;
  /** The host that answered: the registry itself, or a mirror of it. Undefined before the first answer. */
  readonly host: string | undefined;
}

/**
 * A list that grows by pages as somebody asks for more. It asks the registry for a page only when it has shown what it
 * has, so a registry that answers with everything at once is asked once. Callers that come during a request share it.
 */
export class PagedList<T> {
  readonly #fetch: FetchPage<T>;
  readonly #step: number;
  #items: T[] = [];
  #shown = 0;
  #cursor: string | undefined;
  #complete = false;
  #error: unknown;
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
    else if (this.#shown === 0 && !this.#complete && this.#error === undefined) await this.more();
    return {
      items: this.#items.slice(0, this.#shown),
      hasMore: this.#shown < this.#items.length || !this.#complete,
      error: this.#error,
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
    this.#items = this.#items.concat(page.items);
    this.#cursor = page.next;
    this.#complete = page.next === undefined;
  }

  async #load(): Promise<void> {
    const target = this.#shown + this.#step;
    const { signal } = this.#controller;
    this.#error = undefined;
    try {
      // A page may hold nothing at all and still name a next one.
      for (let page = 0; page < maxEmptyPages && this.#items.length === this.#shown && !this.#complete; page++) {
        await this.#loadPage(signal);
      }
    } catch (error) {
      if (!isAbort(error)) this.#error = error;
    }
    this.#shown = Math.min(target, this.#items.length);
  }
}
