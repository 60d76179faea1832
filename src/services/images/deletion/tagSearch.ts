import { RegistryError } from "../../../core/registryError.ts";
import type { RegistryClient } from "../../../registry/registryClient.ts";

/** So many tags of a repository are read, and so many of them asked for what they point to: a deletion is not to cost thousands of requests. */
const mostPages = 10;
const mostAsked = 200;
const pageSize = 1000;

/** The part of the client that a search needs. */
export type TagReader = Pick<RegistryClient, "resolve" | "eachTagPage">;

/** What a list has told of a tag without being asked. */
export type KnownDigest = (tag: string) => string | undefined;

/** Which tags point to some digests. */
export interface TagSearch {
  /** The tags of each digest that was looked for, in the order in which they were found. */
  readonly found: ReadonlyMap<string, readonly string[]>;
  /** How many tags were looked at, of how many that are known. */
  readonly looked: number;
  readonly total: number;
  /** Whether these are all tags that the repository has. */
  readonly isWhole: boolean;
}

/**
 * Looks for the tags that point to the digests: those that are believed to are asked first, and those that a list has told to point elsewhere
 * not at all. Rejects with RegistryError where the registry cannot be asked, or with the signal's reason.
 */
export async function findTags(
  client: TagReader,
  repository: string,
  digests: ReadonlySet<string>,
  known: KnownDigest,
  signal: AbortSignal,
): Promise<TagSearch> {
  const { tags, isWhole } = await allTags(client, repository, signal);
  const believed = (tag: string): boolean => digests.has(known(tag) ?? "");
  const untold = tags.filter((tag) => known(tag) === undefined);
  const asked = [...tags.filter(believed), ...untold].slice(0, mostAsked);
  const found = new Map<string, string[]>([...digests].map((digest) => [digest, []]));
  const pointed = await Promise.all(asked.map(async (tag) => ({ tag, digest: await digestOfTag(client, repository, tag, signal) })));
  for (const { tag, digest } of pointed) if (digest !== undefined) found.get(digest)?.push(tag);
  const elsewhere = tags.length - untold.length - tags.filter(believed).length;
  const looked = asked.length + elsewhere;
  return { found, looked, total: tags.length, isWhole: isWhole && looked === tags.length };
}

/** The digest that a tag points to; undefined where it is not there. */
export async function digestOfTag(
  client: Pick<RegistryClient, "resolve">,
  repository: string,
  tag: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    return (await client.resolve(repository, tag, { signal })).digest;
  } catch (error) {
    if (RegistryError.is(error, "not-found")) return undefined;
    throw error;
  }
}

/** A registry without a list of tags has none for this either. */
async function allTags(
  client: TagReader,
  repository: string,
  signal: AbortSignal,
): Promise<{ readonly tags: readonly string[]; readonly isWhole: boolean }> {
  const tags = new Set<string>();
  let pages = 0;
  try {
    for await (const page of client.eachTagPage(repository, { pageSize, signal })) {
      for (const tag of page) tags.add(tag);
      pages++;
      if (pages === mostPages) return { tags: [...tags], isWhole: page.length < pageSize };
    }
    return { tags: [...tags], isWhole: true };
  } catch (error) {
    if (!RegistryError.is(error)) throw error;
    return { tags: [...tags], isWhole: false };
  }
}
