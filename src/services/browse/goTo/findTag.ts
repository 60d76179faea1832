import type { ListedTag } from "../../../core/listed.ts";
import { RegistryError } from "../../../core/registryError.ts";
import { untilAborted } from "../../../core/singleFlight.ts";
import type { PagedList } from "../pagedList.ts";
import { showItem, type ShownLists } from "./showItem.ts";
import type { RepositoryName } from "../../../core/reference.ts";

/** So far tags are read to show a tag that the registry has in its place; further on it stands where it comes. */
const mostTagPages = 10;
/** So far tags are read for those of a digest. */
const mostDigestPages = 50;

export interface FindTagPorts {
  readonly browsing: ShownLists;
  /** What a tag points to, which the registry is asked for. Rejects with RegistryError. */
  readonly resolve: (place: RepositoryName, tag: string, signal: AbortSignal) => Promise<string>;
  /** The tags that were found to point to a digest, whether or not their list tells that. */
  readonly knownTags: (place: RepositoryName, digest: string) => Iterable<string>;
}

export interface FoundTag {
  readonly tag?: ListedTag;
  /** `moved`: the tag is not that digest now. `failed`: the list of tags says why it is not whole. */
  readonly outcome: "found" | "no-tag" | "no-digest" | "moved" | "failed";
  /** All tags that are known to be the digest. */
  readonly aliases?: readonly string[];
  /** What the tag points to, where it has moved. */
  readonly current?: string;
}

/** `digest`: what the tag is said to be. */
export async function findByTag(
  place: RepositoryName,
  { tag: name, digest }: { readonly tag: string; readonly digest: string | undefined },
  ports: FindTagPorts,
  signal: AbortSignal,
): Promise<FoundTag> {
  const list = await viewedTags(place, ports, signal);
  const tag = await seekTag(place, name, list, ports, signal);
  if (tag === undefined) return { outcome: list.error === undefined ? "no-tag" : "failed" };
  await showItem({ ...place, name }, list, ports.browsing, signal);
  if (digest === undefined) return { tag, outcome: "found" };
  const current = tag.digest ?? (await orUndefined(ports.resolve(place, name, signal)));
  return current === undefined || current === digest ? { tag, outcome: "found" } : { tag, current, outcome: "moved" };
}

export async function findByDigest(place: RepositoryName, digest: string, ports: FindTagPorts, signal: AbortSignal): Promise<FoundTag> {
  const list = await viewedTags(place, ports, signal);
  const known = [...ports.knownTags(place, digest)];
  const aliases = known.length > 0 ? known : await listedTagsOf(digest, list, signal);
  const [name] = aliases;
  const tag = name === undefined ? undefined : await seekTag(place, name, list, ports, signal);
  if (tag === undefined) return { outcome: list.error === undefined ? "no-digest" : "failed" };
  await showItem({ ...place, name: tag.name }, list, ports.browsing, signal);
  return { tag, aliases, outcome: "found" };
}

async function viewedTags(
  { host, repository }: RepositoryName,
  { browsing }: FindTagPorts,
  signal: AbortSignal,
): Promise<PagedList<ListedTag>> {
  const list = browsing.tags(host, repository);
  await untilAborted(list.view(), signal);
  return list;
}

/** Where the list is long, the registry is asked first whether it has the tag at all. */
async function seekTag(
  place: RepositoryName,
  name: string,
  list: PagedList<ListedTag>,
  { resolve }: FindTagPorts,
  signal: AbortSignal,
): Promise<ListedTag | undefined> {
  if (list.has(name) || !list.canGrow) return list.seek(name, signal);
  try {
    const digest = await resolve(place, name, signal);
    await list.seek(name, signal, mostTagPages);
    list.include({ name, digest });
  } catch (error) {
    if (RegistryError.is(error, "not-found")) return undefined;
    if (!RegistryError.is(error)) throw error;
    // Then the list has to tell.
  }
  return list.seek(name, signal);
}

/** Where the registry tells digests with its list of tags. */
async function listedTagsOf(digest: string, list: PagedList<ListedTag>, signal: AbortSignal): Promise<readonly string[]> {
  const [first] = await list.find(undefined);
  if (first?.digest === undefined) return [];
  for (let page = 0; list.canGrow && page < mostDigestPages; page++) {
    await list.loadNext(signal);
    signal.throwIfAborted();
  }
  return (await list.find(undefined)).filter((each) => each.digest === digest).map(({ name }) => name);
}

/** What is asked for besides may fail. */
async function orUndefined<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (!RegistryError.is(error)) throw error;
    return undefined;
  }
}
