import type { Disposable } from "../../../core/disposable.ts";
import { isAbort } from "../../../core/errors.ts";
import { inSlices } from "../../../core/slices.ts";
import { untilAborted } from "../../../core/singleFlight.ts";
import type { Sortable } from "../arrange.ts";
import type { Browsing } from "../browsing.ts";
import { FilterError, type NameFilter, parseNameFilter } from "../nameFilter.ts";
import type { PagedList } from "../pagedList.ts";
import { best, type NameLists, type OpenList } from "./nameLists.ts";
import type { RepositoryName } from "../../../core/reference.ts";

/** A repository, or a tag with its digest where the list tells that. */
interface Listed extends Sortable {
  readonly digest?: string;
}

/** The lists of the tree: what was loaded there is known here, and what is loaded here stays for the tree. */
export class BrowsedLists implements NameLists, Disposable {
  readonly #browsing: Browsing;
  readonly #added: (host: string) => readonly string[];
  readonly #lists = new Map<PagedList<Listed>, BrowsedList>();

  /** `added`: the repositories of a registry that the person added by name. */
  constructor(browsing: Browsing, added: (host: string) => readonly string[]) {
    this.#browsing = browsing;
    this.#added = added;
  }

  repositories(host: string, isWanted: boolean): OpenList | undefined {
    const added = this.#added(host);
    const isOpen = isWanted || added.length > 0 || this.#browsing.isOpen(host);
    return isOpen ? this.#listOf(this.#browsing.repositories(host), added) : undefined;
  }

  tags(host: string, repository: string): OpenList {
    return this.#listOf(this.#browsing.tags(host, repository), []);
  }

  withOpenTags(): readonly RepositoryName[] {
    return this.#browsing.openTags();
  }

  endAllBut(lists: readonly OpenList[]): void {
    for (const list of this.#lists.values()) if (!lists.includes(list)) list.end();
  }

  dispose(): void {
    this.endAllBut([]);
  }

  #listOf(list: PagedList<Listed>, added: readonly string[]): BrowsedList {
    const known = this.#lists.get(list) ?? new BrowsedList(list, added);
    this.#lists.set(list, known);
    return known;
  }
}

class BrowsedList implements OpenList {
  readonly #list: PagedList<Listed>;
  readonly #added: readonly string[];
  #growing: { readonly promise: Promise<void>; readonly controller: AbortController } | undefined;

  constructor(list: PagedList<Listed>, added: readonly string[]) {
    this.#list = list;
    this.#added = added;
  }

  get canGrow(): boolean {
    return this.#list.canGrow;
  }

  get isWhole(): boolean {
    return this.#list.isWhole;
  }

  get error(): unknown {
    return this.#list.error;
  }

  has(name: string): boolean {
    return this.#added.includes(name) || this.#list.has(name);
  }

  async find(text: string, most: number): Promise<readonly string[]> {
    const filter = await filterOf(text);
    if (filter === "none") return [];
    const others = this.#added.filter((name) => filter?.matches(name) !== false && !this.#list.has(name)).map((name) => ({ name }));
    const listed = await this.#list.find(filter);
    return (await inSlices(best<Listed>(chained(others, listed), text, most, ({ name }) => name))).map(({ name }) => name);
  }

  async tagsOf(digest: string): Promise<readonly string[]> {
    return (await this.#list.find(undefined)).filter((tag) => tag.digest?.startsWith(digest) === true).map(({ name }) => name);
  }

  /** The next key stroke waits for the same page. */
  async grow(signal: AbortSignal): Promise<void> {
    const growing = this.#growing ?? this.#begin();
    await untilAborted(growing.promise, signal).catch((error: unknown) => {
      if (!isAbort(error)) throw error;
    });
  }

  end(): void {
    this.#growing?.controller.abort();
  }

  #begin(): { readonly promise: Promise<void>; readonly controller: AbortController } {
    const controller = new AbortController();
    const promise = this.#list.loadNext(controller.signal).finally(() => {
      this.#growing = undefined;
    });
    this.#growing = { promise, controller };
    return this.#growing;
  }
}

function* chained<T>(...lists: readonly (readonly T[])[]): Generator<T> {
  for (const list of lists) yield* list;
}

/** No name matches what is no expression, or none yet. */
async function filterOf(text: string): Promise<NameFilter | "none" | undefined> {
  try {
    return await parseNameFilter(text);
  } catch (error) {
    if (error instanceof FilterError) return "none";
    throw error;
  }
}
