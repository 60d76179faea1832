import { sha256Of } from "../../../core/digest.ts";
import { RegistryError } from "../../../core/registryError.ts";
import {
  attestedDigest,
  type Descriptor,
  type Manifest,
  manifestKind,
  type ManifestDescriptor,
} from "../../../registry/content/manifest.ts";
import type { RegistryClient } from "../../../registry/registryClient.ts";
import { type AttachedSource, findAttached } from "./attachedParts.ts";

/** The part of a client that a copy reads by. */
export type CopySource = AttachedSource & Pick<RegistryClient, "getBlob">;

/** A manifest that is to be stored as it is. */
export interface PlannedManifest extends Pick<Descriptor, "digest" | "mediaType" | "size"> {
  /** Kept where it is small; else it is read again when its turn comes. */
  readonly bytes: Uint8Array | undefined;
  /** Its blobs. */
  readonly blobs: readonly PlannedBlob[];
  /** By which the target finds it beside its digest: that of a signature, where cosign names it by a tag. */
  readonly tag?: string;
  /** What it refers to, and how a list of referrers tells of it. */
  readonly referrer?: { readonly subject: string; readonly descriptor: ManifestDescriptor };
}

export type PlannedBlob = Pick<Descriptor, "digest" | "size">;

/** All that is to be there before the tag is written. */
export interface CopyPlan {
  /** Of what the tag will point to. */
  readonly root: PlannedManifest;
  /** Before it: each behind those that it names. */
  readonly members: readonly PlannedManifest[];
  /** Behind it: each behind what it refers to. */
  readonly attached: readonly PlannedManifest[];
  /** Bytes of all blobs, each counted once, and how many they are. */
  readonly bytes: number;
  readonly blobCount: number;
  /** Layers that are not in registries, but at addresses that their manifest names: they are not copied. */
  readonly foreign: number;
}

/** What of an image is wanted. */
export interface CopyChoice {
  /** Digests of the images of an index; all where left out. One alone is copied without its index. */
  readonly images?: readonly string[] | undefined;
  /** Signatures, SBOMs and whatever else refers to it. */
  readonly withAttached: boolean;
}

/** An answer of a registry may not make a copy endless. */
const mostManifests = 2000;
const mostManifestBytes = 32 * 1024 * 1024;
/** So many manifests are read at the same time. */
const readAtOnce = 6;
const mostBlobs = 20_000;
const deepest = 4;
/** So many bytes of manifests are kept between the plan and the copy. */
const mostKeptBytes = 4 * 1024 * 1024;

/**
 * Reads all manifests of what is to be copied; no blob. `manifest` is what the person saw. Rejects with RegistryError: `invalid-response` for
 * an index that is too deep or too large, or with the signal's reason.
 */
export async function planCopy(
  source: CopySource,
  repository: string,
  manifest: Manifest,
  { images, withAttached }: CopyChoice,
  signal: AbortSignal,
): Promise<CopyPlan> {
  const collector = new Collector(source, repository, signal);
  const root = await rootOf(source, repository, manifest, images, signal);
  const members = await collector.below(root);
  const own = collector.plan(root, root.digest !== manifest.digest);
  const subjects = [...(root.digest === manifest.digest ? [root] : []), ...members];
  const found = withAttached
    ? await findAttached(
        source,
        repository,
        subjects.map(({ digest }) => digest),
        signal,
      )
    : [];
  const attached: PlannedManifest[] = [];
  for (const { manifest: each, ...how } of found) {
    attached.push(...(await collector.below(each)));
    attached.push({ ...collector.plan(each), ...how });
  }
  return { root: own, members, attached, ...collector.totals() };
}

/** What the tag will point to: the image that was chosen alone, the index, or an index of those that were chosen. */
async function rootOf(
  source: CopySource,
  repository: string,
  manifest: Manifest,
  images: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<Manifest> {
  if (manifest.kind !== "index" || images === undefined) return manifest;
  const chosen = manifest.manifests.filter((member) => images.includes(attestedDigest(member) ?? member.digest));
  if (chosen.length === manifest.manifests.length) return manifest;
  const [only, ...others] = chosen.filter((member) => attestedDigest(member) === undefined);
  if (only === undefined) throw new RegistryError("not-found", "none of the images is in the index");
  return others.length === 0 && chosen.length === 1
    ? source.getManifest(repository, only.digest, { signal })
    : partialIndex(manifest, chosen);
}

/** The index with some of its members; everything else stands in it as it did. Its digest is another. */
function partialIndex(index: Manifest & { readonly kind: "index" }, chosen: readonly ManifestDescriptor[]): Manifest {
  const wanted = new Set(chosen);
  // The order of members is that of the document, whose other keys are kept as they are.
  const document = JSON.parse(Buffer.from(index.bytes).toString("utf8")) as { manifests: readonly unknown[] };
  const manifests = document.manifests.filter((_, at) => wanted.has(index.manifests[at] as ManifestDescriptor));
  const bytes = Buffer.from(JSON.stringify({ ...document, manifests }));
  return { ...index, bytes, digest: sha256Of(bytes), size: bytes.length, manifests: chosen };
}

/** Gathers manifests and blobs, each once. */
class Collector {
  readonly #source: CopySource;
  readonly #repository: string;
  readonly #signal: AbortSignal;
  readonly #seen = new Set<string>();
  readonly #blobs = new Map<string, number>();
  readonly #foreign = new Set<string>();
  #readBytes = 0;

  constructor(source: CopySource, repository: string, signal: AbortSignal) {
    this.#source = source;
    this.#repository = repository;
    this.#signal = signal;
  }

  /** The manifests below one, each behind those below it. A digest names what it names, so no manifest can hold itself; but one may lie. */
  async below(manifest: Manifest, depth = 1): Promise<readonly PlannedManifest[]> {
    this.#seen.add(manifest.digest);
    if (manifest.kind !== "index") return [];
    if (depth > deepest) throw tooMuch("indexes within indexes, too deep");
    const fresh = manifest.manifests.filter(({ digest }) => !this.#seen.has(digest) && this.#seen.add(digest));
    if (this.#seen.size > mostManifests) throw tooMuch("an index of too many images");
    const lists: PlannedManifest[] = [];
    for (let at = 0; at < fresh.length; at += readAtOnce) {
      const read = await Promise.all(
        fresh.slice(at, at + readAtOnce).map(({ digest }) => this.#source.getManifest(this.#repository, digest, { signal: this.#signal })),
      );
      for (const each of read) lists.push(...(await this.below(each, depth + 1)), this.plan(each));
    }
    return lists;
  }

  /** `isOurs`: it was made here, and is nowhere to be read again. */
  plan(manifest: Manifest, isOurs = false): PlannedManifest {
    const { digest, mediaType, size, bytes } = manifest;
    const blobs = this.#blobsOf(manifest);
    for (const blob of blobs) this.#blobs.set(blob.digest, blob.size);
    if (this.#blobs.size > mostBlobs) throw tooMuch("too many layers");
    this.#readBytes += size;
    if (this.#readBytes > mostManifestBytes) throw tooMuch("manifests that are too large together");
    const isKept = isOurs || this.#readBytes <= mostKeptBytes;
    return { digest, mediaType, size, bytes: isKept ? bytes : undefined, blobs };
  }

  totals(): Pick<CopyPlan, "bytes" | "blobCount" | "foreign"> {
    const bytes = [...this.#blobs.values()].reduce((sum, size) => sum + size, 0);
    return { bytes, blobCount: this.#blobs.size, foreign: this.#foreign.size };
  }

  #blobsOf(manifest: Manifest): readonly PlannedBlob[] {
    if (manifest.kind === "index") return [];
    const all = manifest.kind === "image" ? [manifest.config, ...manifest.layers] : manifest.blobs;
    for (const { mediaType, digest } of all) if (isForeign(mediaType)) this.#foreign.add(digest);
    // Some images name a layer twice.
    const own = new Map(all.filter(({ mediaType }) => !isForeign(mediaType)).map(({ digest, size }) => [digest, { digest, size }]));
    return [...own.values()];
  }
}

/** Layers that may not be distributed, such as Windows' own: registries refuse or lack them (image-spec, layer.md; Docker's schema 2). */
function isForeign(mediaType: string): boolean {
  return /\.foreign\.|\.nondistributable\./.test(mediaType);
}

/** Whether there are several images to choose from. */
export function imagesOf(manifest: Manifest): readonly ManifestDescriptor[] {
  if (manifest.kind !== "index") return [];
  const seen = new Set<string>();
  return manifest.manifests.filter(
    (member) =>
      attestedDigest(member) === undefined &&
      !seen.has(member.digest) &&
      seen.add(member.digest) &&
      manifestKind(member.mediaType) !== undefined,
  );
}

function tooMuch(reason: string): RegistryError {
  return new RegistryError("body-too-complex", reason, { params: { host: "" } });
}
