import type { Disposable } from "../../core/disposable.ts";
import type { ListedRepository, ListedTag } from "../../core/listed.ts";
import type { ListOrder } from "../../core/listOrder.ts";
import type { Sortable } from "./arrange.ts";
import type { FindPage } from "./listSearch.ts";
import type { LoginChanges } from "./loginChanges.ts";
import type { NameFilter } from "./nameFilter.ts";
import { PagedList } from "./pagedList.ts";
import type { ListReader, RegistryLists } from "./registryLists.ts";
import type { RegistryAccess } from "../reach/registryAccess.ts";
import type { Sessions } from "../reach/sessions.ts";

/** Of tags: with pages of 1000, nearly all repositories are whole then. */
const pagesAhead = 10;

export interface BrowsingOptions {
  /** How many items a registry is asked for at a time; it may give fewer. */
  readonly pageSize: number;
  /** How many rows a list shows before it is asked for more. */
  readonly step: () => number;
  /** In which order a person wants the tags of a repository; undefined where nobody has said. */
  readonly orderOf: (host: string, repository: string) => ListOrder | undefined;
  /** Whose logins have changed since one looked last. */
  readonly logins: LoginChanges;
  /** A list has changed by itself. */
  readonly changed: () => void;
  /** Somebody looks at a repository, which has just these tags; without any, it has more than were loaded, and their dates tell what is new. */
  readonly sawTags?: (host: string, repository: string, tags: Iterable<string>, count: number) => void;
  /** Lists were forgotten: all, a registry's, or a repository's. */
  readonly forgotten?: (host: string | undefined, repository: string | undefined) => void;
}

/** The lists of repositories and tags that somebody looks at, kept until they are refreshed. */
export class Browsing implements Disposable {
  readonly #sessions: Sessions;
  readonly #registries: RegistryLists;
  readonly #options: BrowsingOptions;
  readonly #repositories = new Map<string, HostList<ListedRepository>>();
  readonly #tags = new Map<string, HostList<ListedTag>>();
  /** Those at which a person looks; the others were loaded by the way, for a file's sake or another extension's. */
  readonly #lookedAt = new WeakSet<object>();
  /** What lists are filtered by, also while they are loaded anew. */
  readonly #filters = new Map<string, NameFilter>();

  constructor(sessions: Sessions, registries: RegistryLists, options: BrowsingOptions) {
    this.#sessions = sessions;
    this.#registries = registries;
    this.#options = options;
  }

  repositories(host: string): PagedList<ListedRepository> {
    return this.#list(this.#repositories, host, undefined, (access) => this.#registries.repositories(host, access));
  }

  tags(host: string, repository: string): PagedList<ListedTag> {
    return this.#list(this.#tags, host, repository, (access) => this.#registries.tags(host, access, repository));
  }

  /** The tags at which a person looks: what they see there is no news the next time. */
  lookAtTags(host: string, repository: string): PagedList<ListedTag> {
    const list = this.tags(host, repository);
    const isNew = !this.#lookedAt.has(list);
    this.#lookedAt.add(list);
    if (isNew) list.retell();
    return list;
  }

  /** Whether somebody has looked at the registry's list of repositories. */
  isOpen(host: string): boolean {
    return this.#repositories.has(keyOf(host, undefined));
  }

  /** The lists of tags that somebody has looked at. */
  openTags(): readonly OpenTags[] {
    return [...this.#tags.values()].flatMap(({ host, repository, list }) => (repository === undefined ? [] : [{ host, repository, list }]));
  }

  /** Whether a repository has the tag, as far as its list is known. */
  hasTag(host: string, repository: string, tag: string): boolean | undefined {
    const list = this.#tags.get(keyOf(host, repository))?.list;
    return list?.has(tag) === true || (list?.isWhole === true ? false : undefined);
  }

  /** What a list that is open tells of a tag. */
  listedTag(host: string, repository: string, tag: string): ListedTag | undefined {
    return this.#tags.get(keyOf(host, repository))?.list.get(tag);
  }

  /** Puts a tag in its list, where that is open: it was just written. */
  putTag(host: string, repository: string, tag: ListedTag): void {
    this.#tags.get(keyOf(host, repository))?.list.put(tag);
  }

  /** Takes tags out of their list, where it is open, that the registry has no more. */
  removeTags(host: string, repository: string, tags: readonly string[]): void {
    this.#tags.get(keyOf(host, repository))?.list.remove(tags);
  }

  filterOf(host: string, repository: string | undefined): NameFilter | undefined {
    return this.#filters.get(keyOf(host, repository));
  }

  /** Shows of a list what the filter lets through, until it is filtered otherwise. */
  filterBy(host: string, repository: string | undefined, filter: NameFilter | undefined): void {
    const key = keyOf(host, repository);
    if (filter === undefined) this.#filters.delete(key);
    else this.#filters.set(key, filter);
    (repository === undefined ? this.#repositories : this.#tags).get(key)?.list.filterBy(filter);
  }

  /** What is filtered, and by what. */
  get filters(): readonly NameFilter[] {
    return [...this.#filters.values()];
  }

  /**
   * Ends the requests under way for lists of a registry: for its own, whose repository is undefined, and for those of its repositories' tags.
   * What was loaded stays.
   * @returns what resolves when they have ended; undefined where there was none
   */
  abort(host: string, isMeant: (repository: string | undefined) => boolean): Promise<unknown> | undefined {
    const lists = [...this.#repositories.values(), ...this.#tags.values()].filter((each) => each.host === host && isMeant(each.repository));
    const ending = lists.flatMap(({ list }) => list.abort() ?? []);
    return ending.length === 0 ? undefined : Promise.all(ending);
  }

  /** Forgets one list, so that its next look asks the registry again. */
  forget(host: string, repository: string | undefined): void {
    const lists = repository === undefined ? this.#repositories : this.#tags;
    const key = keyOf(host, repository);
    void lists.get(key)?.list.abort();
    lists.delete(key);
    this.#options.forgotten?.(host, repository);
  }

  /** Forgets every list: of one registry, or of all. */
  reset(host?: string): void {
    for (const lists of [this.#repositories, this.#tags]) {
      for (const [key, entry] of lists) {
        if (host !== undefined && entry.host !== host) continue;
        void entry.list.abort();
        lists.delete(key);
      }
    }
    this.#registries.end(host);
    this.#options.forgotten?.(host, undefined);
  }

  /** Logins may have changed: forgets the lists, and ends the sessions, of those registries alone that are reached with them. */
  async renew(): Promise<void> {
    const changed = await this.#options.logins.next();
    if (changed === undefined) this.#forget();
    // A login of a mirror is used for what is reached by it.
    for (const host of changed ?? []) for (const each of [...this.#sessions.reachedBy(host), host]) this.#forget(each);
  }

  #forget(host?: string): void {
    this.reset(host);
    this.#sessions.end(host);
  }

  dispose(): void {
    this.reset();
  }

  #list<T extends Sortable>(
    lists: Map<string, HostList<T>>,
    host: string,
    repository: string | undefined,
    readerOf: (access: RegistryAccess) => ListReader<T>,
  ): PagedList<T> {
    const key = keyOf(host, repository);
    const known = lists.get(key);
    if (known !== undefined) return known.list;
    const { pageSize, step, orderOf, changed, sawTags } = this.#options;
    const reading: { read?: ListReader<T> } = {};
    const find: FindPage<T> = (part, cursor, signal) => reading.read?.find(part, cursor, signal, pageSize);
    const list = new PagedList<T>(
      async (cursor, signal) => {
        const access = await this.#sessions.accessTo(host, signal, repository);
        reading.read ??= readerOf(access);
        return reading.read(cursor, signal, pageSize);
      },
      repository === undefined
        ? { step: step(), order: "name", find, changed }
        : {
            step: step(),
            order: orderOf(host, repository),
            pagesAhead,
            find,
            changed,
            whole: (...tags) => this.#lookedAt.has(list) && sawTags?.(host, repository, ...tags),
            dated: () => this.#lookedAt.has(list) && sawTags?.(host, repository, [], 0),
          },
    );
    list.filterBy(this.#filters.get(key));
    lists.set(key, { host, repository, list });
    return list;
  }
}

export interface OpenTags {
  readonly host: string;
  readonly repository: string;
  readonly list: PagedList<ListedTag>;
}

interface HostList<T extends Sortable> {
  readonly host: string;
  readonly repository: string | undefined;
  readonly list: PagedList<T>;
}

/** A host has no space, and a repository no upper case or space: the key is unambiguous. */
function keyOf(host: string, repository: string | undefined): string {
  return repository === undefined ? host : `${host} ${repository}`;
}
