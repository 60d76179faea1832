import { attachedTags } from "../../../core/attachedTag.ts";
import { RegistryError } from "../../../core/registryError.ts";
import type { Manifest, ManifestDescriptor } from "../../../registry/content/manifest.ts";
import { referrersTag } from "../../../registry/content/referrers.ts";
import type { RegistryClient } from "../../../registry/registryClient.ts";

export type AttachedSource = Pick<RegistryClient, "getManifest" | "listReferrers" | "resolve">;

/** A manifest that refers to another one: by its own word, or by a tag that is named after it. */
export interface Attached {
  readonly manifest: Manifest;
  readonly tag?: string;
  readonly referrer?: { readonly subject: string; readonly descriptor: ManifestDescriptor };
}

/** So much is copied beside an image, whatever a registry goes on to name. */
const mostAttached = 500;
const mostPages = 5;
/** What refers to what refers to an image: a signature of an SBOM. */
const deepest = 3;

/** What refers to the manifests of those digests, each behind what it refers to. Rejects with RegistryError, or with the signal's reason. */
export async function findAttached(
  source: AttachedSource,
  repository: string,
  digests: readonly string[],
  signal: AbortSignal,
): Promise<readonly Attached[]> {
  const found = new Map<string, Attached>();
  let subjects = digests;
  for (let depth = 0; depth < deepest && subjects.length > 0 && found.size < mostAttached; depth++) {
    const lists = await Promise.all(subjects.map((digest) => attachedTo(source, repository, digest, signal)));
    const fresh = lists.flat().filter(({ manifest }) => !digests.includes(manifest.digest));
    subjects = fresh.map(({ manifest }) => manifest.digest).filter((digest) => !found.has(digest));
    for (const each of fresh) found.set(`${each.manifest.digest} ${each.tag ?? ""}`, each);
  }
  return [...found.values()].slice(0, mostAttached);
}

async function attachedTo(source: AttachedSource, repository: string, digest: string, signal: AbortSignal): Promise<readonly Attached[]> {
  const [referrers, tagged] = await Promise.all([
    referrersOf(source, repository, digest, signal),
    Promise.all(attachedTags(digest).map((tag) => byTag(source, repository, tag, signal))),
  ]);
  return [...referrers, ...tagged.flat()];
}

async function referrersOf(source: AttachedSource, repository: string, subject: string, signal: AbortSignal): Promise<readonly Attached[]> {
  const all: ManifestDescriptor[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages && all.length < mostAttached; page++) {
    const { items, next } = await source.listReferrers(repository, subject, { cursor, signal });
    all.push(...items);
    if (next === undefined) break;
    cursor = next;
  }
  const found = all.slice(0, mostAttached).map(async (descriptor) =>
    orGone(async () => ({
      manifest: await source.getManifest(repository, descriptor.digest, { signal }),
      referrer: { subject, descriptor },
    })),
  );
  return (await Promise.all(found)).flat();
}

function byTag(source: AttachedSource, repository: string, tag: string, signal: AbortSignal): Promise<readonly Attached[]> {
  return orGone(async () => {
    const { digest } = await source.resolve(repository, tag, { signal });
    return { manifest: await source.getManifest(repository, digest, { signal }), tag };
  });
}

/** A list may go on naming what was deleted. */
async function orGone(read: () => Promise<Attached>): Promise<readonly Attached[]> {
  try {
    return [await read()];
  } catch (error) {
    if (RegistryError.is(error, "not-found")) return [];
    throw error;
  }
}

/** The part of a client by which a list of referrers is kept. */
export type ReferrersKeeper = Pick<RegistryClient, "getManifest" | "listReferrers" | "putManifest">;

const indexType = "application/vnd.oci.image.index.v1+json";

/**
 * Has the target list the referrers of a manifest: where it has no API for it, in the index that clients keep in its place (distribution-spec,
 * "Referrers Tag Schema"). What stands in that index already stays.
 */
export async function keepReferrers(
  target: ReferrersKeeper,
  repository: string,
  subject: string,
  referrers: readonly ManifestDescriptor[],
  signal: AbortSignal,
): Promise<void> {
  const { source, items } = await target.listReferrers(repository, subject, { signal });
  if (source === "api") return;
  const missing = referrers.filter(({ digest }) => items.every((item) => item.digest !== digest));
  if (missing.length === 0) return;
  const manifests = [...items, ...missing].map(({ mediaType, digest, size, artifactType, annotations }) => ({
    mediaType,
    digest,
    size,
    artifactType,
    annotations,
  }));
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: indexType, manifests }));
  await target.putManifest(repository, referrersTag(subject), { mediaType: indexType, bytes }, { signal });
}
