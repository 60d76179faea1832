import type { ListedRepository, ListedTag } from "../../../core/listed.ts";
import { untilAborted } from "../../../core/singleFlight.ts";
import type { AddedRepositories } from "../../remembered/addedRepositories.ts";
import type { ImageTarget } from "../../remembered/imageTarget.ts";
import type { Sortable } from "../arrange.ts";
import type { Browsing } from "../browsing.ts";
import { parseNameFilter } from "../nameFilter.ts";
import type { PagedList } from "../pagedList.ts";
import type { RepositoryName } from "./nameLists.ts";

/** Up to there a list shows what comes before the item, too; further on it is filtered by the item's name. */
const mostRowsBefore = 2000;
/** So far a registry's list is read to see whether it has a repository. */
const mostRepositoryPages = 10;
/** So far tags are read for those of a digest. */
const mostDigestPages = 50;

type Lists = Pick<Browsing, "repositories" | "tags" | "filterOf" | "filterBy">;

export interface FindTargetPorts {
  readonly browsing: Lists;
  readonly added: AddedRepositories;
  /** Rejects where the registry has no such repository, or does not let this login see it. */
  /** The tags that were found to point to a digest, beside those whose list tells it. */
  readonly checkRepository: (host: string, repository: string, signal: AbortSignal) => Promise<void>;
  /** The tags that were found to point to a digest, whether or not their list tells that. */
  readonly knownTags: (place: RepositoryName, digest: string) => Iterable<string>;
}

/** What of a target the tree can show. */
export interface FoundTarget {
  readonly repository: ListedRepository;
  readonly tag: ListedTag | undefined;
  /** `moved`: the tag is no longer that digest. `failed`: the list of tags says why it is not whole. */
  readonly outcome: "found" | "no-tag" | "no-digest" | "moved" | "failed";
  /** All tags that are known to be the digest. */
  readonly aliases: readonly string[];
}

/**
 * Has the lists show a repository, and the tag or digest in it: loads on for them, takes a filter off that hides them, and adds the
 * repository by name where the registry's list does not have it. Rejects where there is no such repository.
 */
export async function findTarget(
  { host, repository, tag, digest }: ImageTarget & { readonly repository: string },
  ports: FindTargetPorts,
  signal: AbortSignal,
): Promise<FoundTarget> {
  const found = await findRepository(host, repository, ports, signal);
  const image = await findImage({ host, repository }, { tag, digest }, ports, signal);
  return { repository: found, tag: undefined, aliases: [], ...image };
}

type Image = Pick<ImageTarget, "tag" | "digest">;

async function findImage(
  place: RepositoryName,
  { tag, digest }: { readonly [Part in keyof Image]: Image[Part] | undefined },
  { browsing, knownTags }: FindTargetPorts,
  signal: AbortSignal,
): Promise<Pick<FoundTarget, "outcome"> & Partial<FoundTarget>> {
  if (tag === undefined && digest === undefined) return { outcome: "found" };
  const list = browsing.tags(place.host, place.repository);
  await untilAborted(list.view(), signal);
  const aliases = tag === undefined && digest !== undefined ? await tagsOf(digest, knownTags(place, digest), list, signal) : [];
  const name = tag ?? aliases[0];
  const item = name === undefined ? undefined : await list.seek(name, signal);
  if (item === undefined && list.error !== undefined) return { outcome: "failed" };
  if (item === undefined) return { outcome: tag === undefined ? "no-digest" : "no-tag" };
  await show({ ...place, name: item.name }, list, browsing, signal);
  const hasMoved = digest !== undefined && item.digest !== undefined && item.digest !== digest;
  return { tag: item, aliases, outcome: hasMoved ? "moved" : "found" };
}

async function findRepository(
  host: string,
  repository: string,
  { browsing, added, checkRepository }: FindTargetPorts,
  signal: AbortSignal,
): Promise<ListedRepository> {
  const list = browsing.repositories(host);
  await untilAborted(list.view(), signal);
  const isAdded = added.of(host).includes(repository);
  const listed = await list.seek(repository, signal, isAdded ? 0 : mostRepositoryPages);
  if (listed !== undefined && !isAdded) {
    await show({ host, name: repository }, list, browsing, signal);
    return listed;
  }
  if (!isAdded) {
    await checkRepository(host, repository, signal);
    await added.add(host, repository);
  }
  // What was added by name stands above the list, unless that is filtered.
  unfilter({ host, name: repository }, browsing);
  return listed ?? { name: repository };
}

/** Those that are known already; else those of the list, where the registry tells digests with its list of tags. */
async function tagsOf(
  digest: string,
  known: Iterable<string>,
  list: PagedList<ListedTag>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const names = [...known];
  if (names.length > 0) return names;
  const [first] = await list.find(undefined);
  if (first?.digest === undefined) return [];
  for (let page = 0; list.canGrow && page < mostDigestPages; page++) {
    await list.loadNext(signal);
    signal.throwIfAborted();
  }
  return (await list.find(undefined)).filter((each) => each.digest === digest).map(({ name }) => name);
}

interface ItemPlace {
  readonly host: string;
  /** Undefined where the item is a repository. */
  readonly repository?: string | undefined;
  readonly name: string;
}

async function show({ host, repository, name }: ItemPlace, list: PagedList<Sortable>, browsing: Lists, signal: AbortSignal): Promise<void> {
  unfilter({ host, repository, name }, browsing);
  await untilAborted(list.settled(), signal);
  if (await list.showUpTo(name, mostRowsBefore)) return;
  browsing.filterBy(host, repository, await parseNameFilter(name));
  await list.showUpTo(name, Infinity);
}

function unfilter({ host, repository, name }: ItemPlace, browsing: Lists): void {
  if (browsing.filterOf(host, repository)?.matches(name) === false) browsing.filterBy(host, repository, undefined);
}
