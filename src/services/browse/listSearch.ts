import type { Page } from "../../registry/lists/pagination.ts";
import type { FoundAtHost } from "../reach/registryAccess.ts";
import { isAbort } from "../../core/errors.ts";
import type { NameFilter } from "./nameFilter.ts";

/** A page of the items whose names contain the part, and perhaps of others; undefined where the registry cannot be asked for them. */
export type FindPage<T> = (
  part: string,
  cursor: string | undefined,
  signal: AbortSignal,
) => Promise<FoundAtHost<Page<T>> | undefined> | undefined;

/** A registry may name next pages for ever. */
const mostPages = 1000;

/** The search that a registry makes in one of its lists, for what the list is filtered by. */
export class ListSearch<T> {
  readonly #find: FindPage<T>;
  #part: string | undefined;
  #cursor: string | undefined;
  #pages = 0;
  #isDone = false;
  #isRefused = false;
  #controller = new AbortController();

  constructor(find: FindPage<T>) {
    this.#find = find;
  }

  /** Whether all that the filter lets through has been found: a longer part is in the names that have a shorter one. */
  hasAll(filter: NameFilter | undefined): boolean {
    return this.#isDone && this.#part !== undefined && filter?.part?.includes(this.#part) === true;
  }

  /** Ends a request for what is not wanted any more. */
  want(filter: NameFilter | undefined): void {
    if (filter?.part === this.#part || this.hasAll(filter)) return;
    this.#controller.abort();
    this.#controller = new AbortController();
    this.#part = filter?.part;
    this.#cursor = undefined;
    this.#pages = 0;
    this.#isDone = false;
  }

  /**
   * What the registry finds next of the filter's part: nothing where another was wanted meanwhile. Undefined where the registry does not
   * search for it, or fails: then the list is to be loaded. Rejects with the signal's reason only.
   */
  async next(filter: NameFilter, signal: AbortSignal): Promise<readonly T[] | undefined> {
    this.want(filter);
    const [part, { signal: left }] = [this.#part, this.#controller];
    if (part === undefined || this.#isRefused) return undefined;
    try {
      const found = await this.#find(part, this.#cursor, AbortSignal.any([signal, left]));
      if (left.aborted) return [];
      // For another part it may be asked.
      if (found === undefined) return undefined;
      return this.#take(found.value) ?? this.#refuse(signal);
    } catch (error) {
      signal.throwIfAborted();
      if (left.aborted || isAbort(error)) return [];
      return this.#refuse(signal);
    }
  }

  /** Undefined where the registry has more than it tells. */
  #take({ items, next, ending }: Page<T>): readonly T[] | undefined {
    this.#pages++;
    if (ending !== undefined || (next !== undefined && (next === this.#cursor || this.#pages >= mostPages))) return undefined;
    this.#cursor = next;
    this.#isDone = next === undefined;
    return items;
  }

  #refuse(signal: AbortSignal): undefined {
    signal.throwIfAborted();
    this.#isRefused = true;
  }
}
