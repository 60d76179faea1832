import type { Disposable } from "../../core/disposable.ts";
import { PagedList } from "./pagedList.ts";
import type { PageReader } from "../reach/registryAccess.ts";
import type { Sessions } from "../reach/sessions.ts";

/** The lists of repositories and tags that somebody looks at, kept until they are refreshed. */
export class Browsing implements Disposable {
  readonly #sessions: Sessions;
  readonly #pageSize: () => number;
  readonly #lists = new Map<string, { readonly host: string; readonly list: PagedList<string> }>();

  constructor(sessions: Sessions, pageSize: () => number) {
    this.#sessions = sessions;
    this.#pageSize = pageSize;
  }

  repositories(host: string): PagedList<string> {
    return this.#list(host, undefined);
  }

  tags(host: string, repository: string): PagedList<string> {
    return this.#list(host, repository);
  }

  /** Forgets one list, so that its next look asks the registry again. */
  forget(host: string, repository: string | undefined): void {
    const key = keyOf(host, repository);
    void this.#lists.get(key)?.list.abort();
    this.#lists.delete(key);
  }

  /** Forgets every list and ends the session: of one registry, or of all. */
  reset(host?: string): void {
    for (const [key, entry] of this.#lists) {
      if (host !== undefined && entry.host !== host) continue;
      void entry.list.abort();
      this.#lists.delete(key);
    }
    this.#sessions.end(host);
  }

  dispose(): void {
    this.reset();
  }

  #list(host: string, repository: string | undefined): PagedList<string> {
    const key = keyOf(host, repository);
    const known = this.#lists.get(key);
    if (known !== undefined) return known.list;
    const pageSize = this.#pageSize();
    const reading: { read?: PageReader<string> } = {};
    const list = new PagedList<string>(async (cursor, signal) => {
      const access = await this.#sessions.accessTo(host, signal, repository);
      reading.read ??= repository === undefined ? access.repositories() : access.tags(repository);
      return reading.read(cursor, signal, pageSize);
    }, pageSize);
    this.#lists.set(key, { host, list });
    return list;
  }
}

/** A host has no space, and a repository no upper case or space: the key is unambiguous. */
function keyOf(host: string, repository: string | undefined): string {
  return repository === undefined ? host : `${host} ${repository}`;
}
