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

/** Undefined where the source has no such list. */
type ListOf<T> = (source: BrowseSource, request: PageRequest) => Promise<Page<T>> | undefined;

/** The lists of registries: those that a provider has of its own, where it has them and answers, else those of the registry's protocol. */
export class RegistryLists {
  readonly #sources: OwnSources;
  readonly #logger: Logger;

  /**
   * `added`: the repositories of a registry that the person added by name.
   */
  constructor(added: (host: string) => readonly string[], logger: Logger, signingFor: SigningFor = () => undefined) {
    this.#sources = new OwnSources(added, signingFor);
    this.#logger = logger;
  }

  repositories(host: string, access: RegistryAccess): PageReader<ListedRepository> {
    return this.#reader(host, access, "repositories", (source, request) => source.repositories?.(request), access.repositories());
  }

  tags(host: string, access: RegistryAccess, repository: string): PageReader<ListedTag> {
    return this.#reader(host, access, "tags", (source, request) => source.tags?.(repository, request), access.tags(repository));
  }

  /** Ends what providers hold open for a registry, or for all. */
  end(host?: string): void {
    this.#sources.end(host);
  }

  /** The first page decides who is asked for the others, because a cursor means something there only. */
  #reader<T extends { readonly name: string }>(
    host: string,
    access: RegistryAccess,
    kind: ListKind,
    listOf: ListOf<T>,
    registry: PageReader<string>,
  ): PageReader<T> {
    const chosen: { read?: PageReader<T> } = {};
    const byProtocol: PageReader<T> = async (...page) => named(await registry(...page), page[1]);
    const begin: PageReader<T> = async (cursor, signal, pageSize) => {
      const session = await access.sessionForOwn(kind, signal);
      const own = session === undefined ? undefined : await this.#sources.of(host, session, signal);
      const page = own === undefined || own.isLoginRefused ? undefined : listOf(own.source, { cursor, signal, pageSize });
      if (own === undefined || page === undefined) return byProtocol(cursor, signal, pageSize);
      try {
        const value = await page;
        chosen.read = async (at, asked, size) => ({
          value: (await listOf(own.source, { cursor: at, signal: asked, pageSize: size })) ?? { items: [], next: undefined },
          host,
        });
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
    return (cursor, signal, pageSize) => {
      if (cursor === undefined) delete chosen.read;
      else if (chosen.read === undefined) return byProtocol(cursor, signal, pageSize);
      return (chosen.read ?? begin)(cursor, signal, pageSize);
    };
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
