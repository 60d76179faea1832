import { isAbort } from "../../core/errors.ts";
import type { ListedRepository, ListedTag } from "../../core/listed.ts";
import type { Logger } from "../../core/logger.ts";
import { RegistryError } from "../../core/registryError.ts";
import { inSlices } from "../../core/slices.ts";
import type { BrowseSource, PageRequest, Signing } from "../../providers/browse.ts";
import type { Page } from "../../registry/lists/pagination.ts";
import type { FoundAtHost, ListKind, PageReader, RegistryAccess } from "../reach/registryAccess.ts";
import { type OwnSource, OwnSources } from "./ownSources.ts";

/** How the login to a registry was made here, where a cloud's library can sign with the same. */
export type SigningFor = (host: string) => Signing | undefined;

/** A list of a provider's. */
interface OwnList<T> {
  readonly kind: ListKind;
  /** Undefined where the source has no such list. */
  readonly pageOf: (source: BrowseSource, request: PageRequest) => Promise<Page<T>> | undefined;
  /** What to ask for, for all items whose names contain the part; undefined where that cannot be asked for. */
  readonly searchOf: (source: BrowseSource, part: string) => string | undefined;
}

/** Reads a list by pages, and searches in it. */
export interface ListReader<T> extends PageReader<T> {
  /**
   * A page of the items whose names contain the part, which is in lower case, and perhaps of others. Undefined where the registry cannot be
   * asked for these, or nobody has read the list's first page.
   */
  readonly find: (part: string, ...page: Parameters<PageReader<T>>) => Promise<FoundAtHost<Page<T>>> | undefined;
}

/** The lists of registries: those that a provider has of its own, where it has them and answers, else those of the registry's protocol. */
export class RegistryLists {
  readonly #sources: OwnSources;
  readonly #logger: Logger;

  /** `added`: the repositories of a registry that the person added by name. */
  constructor(added: (host: string) => readonly string[], logger: Logger, signingFor: SigningFor = () => undefined) {
    this.#sources = new OwnSources(added, signingFor);
    this.#logger = logger;
  }

  repositories(host: string, access: RegistryAccess): ListReader<ListedRepository> {
    const list: OwnList<ListedRepository> = {
      kind: "repositories",
      pageOf: (source, request) => source.repositories?.(request),
      searchOf: (source, part) => source.searches?.repositories?.(part),
    };
    return this.#reader(host, access, list, access.repositories());
  }

  tags(host: string, access: RegistryAccess, repository: string): ListReader<ListedTag> {
    const list: OwnList<ListedTag> = {
      kind: "tags",
      pageOf: (source, request) => source.tags?.(repository, request),
      searchOf: (source, part) => source.searches?.tags?.(part),
    };
    return this.#reader(host, access, list, access.tags(repository));
  }

  /** Ends what providers hold open for a registry, or for all. */
  end(host?: string): void {
    this.#sources.end(host);
  }

  /** The first page decides who is asked for the others, because a cursor means something there only. */
  #reader<T extends { readonly name: string }>(
    host: string,
    access: RegistryAccess,
    { kind, pageOf, searchOf }: OwnList<T>,
    registry: PageReader<string>,
  ): ListReader<T> {
    const chosen: { source?: BrowseSource } = {};
    const byProtocol: PageReader<T> = async (...page) => named(await registry(...page), page[1]);
    const readOwn = async (source: BrowseSource, request: PageRequest): Promise<FoundAtHost<Page<T>>> => ({
      value: (await pageOf(source, request)) ?? { items: [], next: undefined },
      host,
    });
    const begin: PageReader<T> = async (cursor, signal, pageSize) => {
      const session = await access.sessionForOwn(kind, signal);
      const own = session === undefined ? undefined : await this.#sources.of(host, session, signal);
      const page = own === undefined || own.isLoginRefused ? undefined : pageOf(own.source, { cursor, signal, pageSize });
      if (own === undefined || page === undefined) return byProtocol(cursor, signal, pageSize);
      try {
        const value = await page;
        chosen.source = own.source;
        return { value, host };
      } catch (error) {
        if (isAbort(error) || signal.aborted) throw error;
        noteRefusal(own, error);
        this.#logger.warn(`${host}: asking the registry for its ${kind}, since its provider's own list fails: ${String(error)}`);
        return byProtocol(cursor, signal, pageSize).catch((registryError: unknown) => {
          throw bothFailed({ id: own.id, error }, registryError);
        });
      }
    };
    const read: PageReader<T> = (cursor, signal, pageSize) => {
      if (cursor === undefined) delete chosen.source;
      else if (chosen.source === undefined) return byProtocol(cursor, signal, pageSize);
      return chosen.source === undefined ? begin(cursor, signal, pageSize) : readOwn(chosen.source, { cursor, signal, pageSize });
    };
    const find: ListReader<T>["find"] = (part, cursor, signal, pageSize) => {
      const { source } = chosen;
      const search = source === undefined ? undefined : searchOf(source, part);
      if (source === undefined || search === undefined) return undefined;
      return readOwn(source, { cursor, signal, pageSize, search }).catch((error: unknown) => {
        if (!isAbort(error)) this.#logger.warn(`${host}: its provider's search of the ${kind} fails: ${String(error)}`);
        throw error;
      });
    };
    return Object.assign(read, { find });
  }
}

/** A login that is no good for the API is not tried for each list again: GitLab blocks an address after thirty such tries. */
function noteRefusal(own: OwnSource, error: unknown): void {
  if (RegistryError.is(error, "unauthorized")) own.isLoginRefused = true;
}

/**
 * Where the registry has no list for anybody, what the provider said counts as well: `params.api` is the host that was asked,
 * `params.provider` whose it is, and `cause` its error.
 */
function bothFailed({ id, error: cause }: { readonly id: string; readonly error: unknown }, registry: unknown): unknown {
  if (!RegistryError.is(registry) || registry.params["list"] !== "catalog") return registry;
  const { code, message, params, status, details } = registry;
  const own = RegistryError.is(cause) ? { api: String(cause.params["host"]), provider: id } : {};
  return new RegistryError(code, message, { params: { ...params, ...own }, status, details, cause });
}

async function named<T extends { readonly name: string }>(
  answered: FoundAtHost<Page<string>>,
  signal: AbortSignal,
): Promise<FoundAtHost<Page<T>>> {
  const { items, ...rest } = answered.value;
  return { ...answered, value: { ...rest, items: await inSlices(toNamed<T>(items), signal) } };
}

/** A list of the protocol tells nothing but names, and all else of an item may be missing. */
function* toNamed<T extends { readonly name: string }>(names: readonly string[]): Generator<undefined, readonly T[]> {
  const items: T[] = [];
  for (const [index, name] of names.entries()) {
    if (index % 4096 === 4095) yield;
    items.push({ name } as T);
  }
  return items;
}
