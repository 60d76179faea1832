import { attachedTags } from "../../../core/attachedTag.ts";
import type { RepositoryName } from "../../../core/reference.ts";
import { RegistryError } from "../../../core/registryError.ts";
import { attestedDigest, type Manifest, printPlatform } from "../../../registry/content/manifest.ts";
import type { RegistryClient } from "../../../registry/registryClient.ts";
import { digestOfTag, findTags, type KnownDigest, type TagReader, type TagSearch } from "./tagSearch.ts";

export type DeletionReader = TagReader & Pick<RegistryClient, "getManifest" | "listReferrers">;

/** A tag that is to go, and what it was found to point to: it goes only as long as it does. */
export interface PlannedTag {
  readonly tag: string;
  readonly digest: string;
  /** What the list said that it points to, where that is another. */
  readonly listed: string | undefined;
  /** Other tags that point to the same, and stay. */
  readonly others: readonly string[];
}

export interface TagsPlan {
  readonly place: RepositoryName;
  readonly tags: readonly PlannedTag[];
  /** Of those that were chosen, the ones that are not there any more. */
  readonly gone: readonly string[];
  readonly search: Omit<TagSearch, "found">;
}

/** What refers to a manifest that is to go. */
export interface AttachedPart {
  readonly artifactType: string | undefined;
  /** Where it is found by that. */
  readonly tag: string | undefined;
}

export interface ManifestPlan {
  readonly place: RepositoryName;
  readonly digest: string;
  /** The tags that go with it. */
  readonly tags: readonly string[];
  /** The images that an index has, by their platforms where they have one: they stay stored. */
  readonly members: readonly string[];
  readonly attached: readonly AttachedPart[];
  readonly search: Omit<TagSearch, "found">;
}

/** So many names of what is in an index, or refers to a manifest, are kept. */
const mostKept = 1000;

/** What the deletion of tags takes along. Rejects with RegistryError, or with the signal's reason. */
export async function planTags(
  client: DeletionReader,
  place: RepositoryName,
  chosen: readonly string[],
  known: KnownDigest,
  signal: AbortSignal,
): Promise<TagsPlan> {
  const { repository } = place;
  const resolved = await Promise.all(
    [...new Set(chosen)].map(async (tag) => ({ tag, digest: await digestOfTag(client, repository, tag, signal) })),
  );
  const digests = new Set(resolved.flatMap(({ digest }) => digest ?? []));
  const { found, ...search } = await findTags(client, repository, digests, known, signal);
  const tags = resolved.flatMap(({ tag, digest }) => {
    if (digest === undefined) return [];
    const listed = known(tag);
    const others = (found.get(digest) ?? []).filter((other) => !chosen.includes(other));
    return [{ tag, digest, listed: listed === digest ? undefined : listed, others }];
  });
  return { place, tags, gone: resolved.flatMap(({ tag, digest }) => (digest === undefined ? tag : [])), search };
}

/** What the deletion of a manifest takes along. Rejects with RegistryError, or with the signal's reason. */
export async function planManifest(
  client: DeletionReader,
  place: RepositoryName,
  digest: string,
  known: KnownDigest,
  signal: AbortSignal,
): Promise<ManifestPlan> {
  const { repository } = place;
  const [manifest, { found, ...search }, attached] = await Promise.all([
    client.getManifest(repository, digest, { signal }),
    findTags(client, repository, new Set([digest]), known, signal),
    attachedTo(client, repository, digest, signal),
  ]);
  return { place, digest, tags: found.get(digest) ?? [], members: membersOf(manifest), attached, search };
}

function membersOf(manifest: Manifest): readonly string[] {
  if (manifest.kind !== "index") return [];
  const images = manifest.manifests.filter((member) => attestedDigest(member) === undefined);
  return images.slice(0, mostKept).map(({ platform, digest }) => (platform === undefined ? digest : printPlatform(platform)));
}

/** By the registry's word, or by tags that are named after it. That a registry does not tell is no reason not to delete. */
async function attachedTo(
  client: DeletionReader,
  repository: string,
  digest: string,
  signal: AbortSignal,
): Promise<readonly AttachedPart[]> {
  const referrers = client.listReferrers(repository, digest, { signal }).then(
    ({ items }) => items.slice(0, mostKept).map(({ artifactType }) => ({ artifactType, tag: undefined })),
    (error: unknown) => {
      if (!RegistryError.is(error)) throw error;
      return [];
    },
  );
  const tagged = attachedTags(digest).map(async (tag) => {
    const at = await digestOfTag(client, repository, tag, signal);
    return at === undefined ? [] : [{ artifactType: undefined, tag }];
  });
  return [...(await referrers), ...(await Promise.all(tagged)).flat()];
}
