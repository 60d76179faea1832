import type { Disposable } from "../../core/disposable.ts";
import type { ListedRepository, ListedTag } from "../../core/listed.ts";
import { PagedList } from "./pagedList.ts";
import type { RegistryLists } from "./registryLists.ts";
import type { PageReader, RegistryAccess } from "../reach/registryAccess.ts";
import type { Sessions } from "../reach/sessions.ts";

/** The lists of repositories and tags that somebody looks at, kept until they are refreshed. */
export class Browsing implements Disposable {
  readonly #sessions: Sessions;
  readonly #registries: RegistryLists;
  readonly #pageSize: () => number;
  readonly #repositories = new Map<string, HostList<ListedRepository>>();
  readonly #tags = new Map<string, HostList<ListedTag>>();

  constructor(sessions: Sessions, registries: RegistryLists, pageSize: () => number) {
    this.#sessions = sessions;
    this.#registries = registries;
    this.#pageSize = pageSize;
  }

  repositories(host: string): PagedList<ListedRepository> {
    return this.#list(this.#repositories, host, undefined, (access) => this.#registries.repositories(host, access));
  }

  tags(host: string, repository: string): PagedList<ListedTag> {
    return this.#list(this.#tags, host, repository, (access) => this.#registries.tags(host, access, repository));
  }

  /** Forgets one list, so that its next look asks the registry again. */
  forget(host: string, repository: string | undefined): void {
    const lists = repository === undefined ? this.#repositories : this.#tags;
    const key = keyOf(host, repository);
    void lists.get(key)?.list.abort();
    lists.delete(key);
  }

  /** Forgets every list and ends the session: of one registry, or of all. */
  reset(host?: string): void {
    for (const lists of [this.#repositories, this.#tags]) {
      for (const [key, entry] of lists) {
        if (host !== undefined && entry.host !== host) continue;
        void entry.list.abort();
        lists.delete(key);
      }
    }
    this.#registries.end(host);
    this.#sessions.end(host);
  }

  dispose(): void {
    this.reset();
  }

  #list<T extends { readonly name: string }>(
    lists: Map<string, HostList<T>>,
    host: string,
    repository: string | undefined,
    readerOf: (access: RegistryAccess) => PageReader<T>,
  ): PagedList<T> {
    const key = keyOf(host, repository);
    const known = lists.get(key);
    if (known !== undefined) return known.list;
    const pageSize = this.#pageSize();
    const reading: { read?: PageReader<T> } = {};
    const list = new PagedList<T>(async (cursor, signal) => {
      const access = await this.#sessions.accessTo(host, signal, repository);
      reading.read ??= readerOf(access);
      return reading.read(cursor, signal, pageSize);
    }, pageSize);
    lists.set(key, { host, list });
    return list;
  }
}

interface HostList<T extends { readonly name: string }> {
  readonly host: string;
  readonly list: PagedList<T>;
}

/** A host has no space, and a repository no upper case or space: the key is unambiguous. */
function keyOf(host: string, repository: string | undefined): string {
  return repository === undefined ? host : `${host} ${repository}`;
}
