import { toError } from "../../../core/errors.ts";
import { RegistryError } from "../../../core/registryError.ts";
import type { BlobSource, UploadOptions } from "../../../registry/content/uploads.ts";
import type { RegistryClient } from "../../../registry/registryClient.ts";
import { digestOfTag } from "../deletion/tagSearch.ts";
import { keepReferrers, type ReferrersKeeper } from "./attachedParts.ts";
import type { CopyPlan, CopySource, PlannedBlob, PlannedManifest } from "./copyPlan.ts";

/** The part of a client that a copy writes by. */
export type CopyTarget = ReferrersKeeper & Pick<RegistryClient, "resolve" | "uploadBlob">;

export interface CopyEnds {
  readonly source: CopySource;
  readonly from: string;
  readonly target: CopyTarget;
  /** The repository that it goes to, and the tag. */
  readonly to: string;
  readonly tag: string;
  /** What the tag was found to point to; it is written only as long as it does. */
  readonly before: string | undefined;
  /** Both are repositories of one registry, which may take over blobs by itself. */
  readonly isOneRegistry: boolean;
}

export interface CopyOptions {
  /** Bytes that are there by now, of the plan's. */
  readonly onProgress?: ((bytes: number) => void) | undefined;
  readonly signal: AbortSignal;
}

export interface CopySummary {
  readonly sentBytes: number;
  /** Blobs that were sent, that the registry took over by itself, and that were there. */
  readonly uploaded: number;
  readonly mounted: number;
  readonly there: number;
}

export type CopyOutcome =
  | { readonly kind: "copied"; readonly summary: CopySummary }
  /** The tag points to something else than the person was shown: it was left alone. All else is there. */
  | { readonly kind: "moved"; readonly digest: string | undefined };

/** So many blobs are on their way at the same time: a client opens no more, and no more memory is wanted. */
const blobsAtOnce = 3;

/**
 * Copies what is planned: blobs first, streamed from one registry to the other, those that are there already not at all; then manifests, each
 * behind those that it names; the tag last. So what breaks off leaves nothing that names what is not there, and what is copied again sends only
 * the rest. Rejects with the RegistryError of the registry that failed (`params.host`), or with the signal's reason.
 */
export async function copyImage(ends: CopyEnds, plan: CopyPlan, { onProgress, signal }: CopyOptions): Promise<CopyOutcome> {
  const mover = new Mover(ends, onProgress, signal);
  await mover.blobs([...plan.members, plan.root]);
  for (const member of plan.members) await mover.manifest(member, member.digest);
  const now = await digestOfTag(ends.target, ends.to, ends.tag, signal);
  if (now !== ends.before) return { kind: "moved", digest: now };
  await mover.manifest(plan.root, ends.tag);
  await mover.blobs(plan.attached);
  for (const each of plan.attached) await mover.manifest(each, each.tag ?? each.digest);
  for (const [subject, referrers] of bySubject(plan.attached)) await keepReferrers(ends.target, ends.to, subject, referrers, signal);
  return { kind: "copied", summary: mover.summary };
}

function bySubject(attached: readonly PlannedManifest[]) {
  const referrers = attached.flatMap(({ referrer }) => referrer ?? []);
  return [...Map.groupBy(referrers, ({ subject }) => subject)].map(
    ([subject, all]) => [subject, all.map(({ descriptor }) => descriptor)] as const,
  );
}

/** How a blob is sent. */
type BlobWay = Pick<UploadOptions, "mountFrom" | "chunkBytes">;

/** Bytes of a request, where a proxy before the registry takes no large ones. */
const smallChunk = 16_000_000;

function isTooLarge(error: unknown): boolean {
  return RegistryError.is(error) && error.status === 413;
}

class Mover {
  readonly #ends: CopyEnds;
  readonly #onProgress: CopyOptions["onProgress"];
  readonly #signal: AbortSignal;
  /** Bytes of each blob that are there. */
  readonly #progress = new Map<string, number>();
  #doneBytes = 0;
  #sentBytes = 0;
  readonly #counts = { uploaded: 0, mounted: 0, exists: 0 };

  constructor(ends: CopyEnds, onProgress: CopyOptions["onProgress"], signal: AbortSignal) {
    this.#ends = ends;
    this.#onProgress = onProgress;
    this.#signal = signal;
  }

  get summary(): CopySummary {
    const { uploaded, mounted, exists } = this.#counts;
    return { sentBytes: this.#sentBytes, uploaded, mounted, there: exists };
  }

  /** The blobs of the manifests, the largest first, so that no worker is left with a long one in the end. */
  async blobs(manifests: readonly PlannedManifest[]): Promise<void> {
    const all = new Map(manifests.flatMap(({ blobs }) => blobs).map((blob) => [blob.digest, blob]));
    const waiting = [...all.values()].filter(({ digest }) => !this.#progress.has(digest)).toSorted((a, b) => b.size - a.size);
    // What fails ends the others, too.
    const failing = new AbortController();
    const signal = AbortSignal.any([this.#signal, failing.signal]);
    const work = async (): Promise<void> => {
      for (let blob = waiting.shift(); blob !== undefined; blob = waiting.shift()) await this.#blob(blob, signal);
    };
    const workers = Array.from({ length: blobsAtOnce }, () =>
      work().catch((error: unknown) => {
        failing.abort(error);
        throw error;
      }),
    );
    await Promise.allSettled(workers);
    signal.throwIfAborted();
  }

  /** One blob, as a stream; another way where the target refuses the first. */
  async #blob(blob: PlannedBlob, signal: AbortSignal): Promise<void> {
    const { to, from, isOneRegistry } = this.#ends;
    const ways: BlobWay[] = isOneRegistry && from !== to ? [{ mountFrom: from }, {}] : [{}];
    for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
      try {
        return await this.#blobBy(way, blob, signal);
      } catch (error) {
        if (isTooLarge(error) && way.chunkBytes === undefined && blob.size > smallChunk) ways.push({ chunkBytes: smallChunk });
        // A login for one repository may not pull from the other.
        const isRefused = way.mountFrom !== undefined && RegistryError.is(error) && (error.status ?? 500) < 500;
        if (ways.length === 0 || !(isRefused || isTooLarge(error))) throw error;
      }
    }
  }

  /** What the source has to say of a failure counts before what the target made of it. */
  async #blobBy(way: BlobWay, blob: PlannedBlob, signal: AbortSignal): Promise<void> {
    const { target, to } = this.#ends;
    const reading = new StreamedBlob(this.#ends, blob, signal);
    try {
      const onProgress = (sent: number): void => this.#advance(blob.digest, sent);
      const result = await target.uploadBlob(to, reading.source, { ...way, onProgress, signal: reading.signal });
      this.#counts[result]++;
      if (result === "uploaded") this.#sentBytes += blob.size;
      this.#advance(blob.digest, blob.size);
    } catch (error) {
      signal.throwIfAborted();
      throw reading.failure ?? error;
    }
  }

  #advance(digest: string, bytes: number): void {
    const before = this.#progress.get(digest) ?? 0;
    this.#progress.set(digest, bytes);
    this.#doneBytes += bytes - before;
    this.#onProgress?.(this.#doneBytes);
  }

  /** Stores a manifest. Where the target has lost a blob of it meanwhile, its blobs are looked at once more. */
  async manifest(planned: PlannedManifest, reference: string): Promise<void> {
    this.#signal.throwIfAborted();
    try {
      await this.#put(planned, reference);
    } catch (error) {
      if (!isBlobMissing(error) || planned.blobs.length === 0) throw error;
      for (const { digest } of planned.blobs) this.#forget(digest);
      await this.blobs([planned]);
      await this.#put(planned, reference);
    }
  }

  async #put({ digest, mediaType, bytes }: PlannedManifest, reference: string): Promise<void> {
    const { source, from, target, to } = this.#ends;
    const signal = this.#signal;
    const content = bytes ?? (await source.getManifest(from, digest, { signal })).bytes;
    await target.putManifest(to, reference, { mediaType, bytes: content }, { signal });
  }

  #forget(digest: string): void {
    this.#doneBytes -= this.#progress.get(digest) ?? 0;
    this.#progress.delete(digest);
  }
}

/** A blob that is read at the source while it is written at the target. */
class StreamedBlob {
  readonly source: BlobSource;
  readonly #fatal = new AbortController();
  /** Ends the upload where the source has something that cannot be read. */
  readonly signal: AbortSignal;
  /** Why it could not be read. */
  failure: Error | undefined;

  constructor({ source, from }: CopyEnds, blob: PlannedBlob, signal: AbortSignal) {
    this.signal = AbortSignal.any([signal, this.#fatal.signal]);
    this.source = {
      ...blob,
      open: async (start, asked) => {
        this.failure = undefined;
        const { body } = await source.getBlob(from, blob, { start, signal: asked }).catch((error: unknown) => {
          throw this.#note(error);
        });
        return this.#watched(body);
      },
    };
  }

  /** The last bytes are handed on only once the source has ended as it should: what does not match its digest is never whole at the target. */
  async *#watched(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let held: Uint8Array | undefined;
    try {
      for await (const chunk of body) {
        if (held !== undefined) yield held;
        held = chunk;
      }
      if (held !== undefined) yield held;
    } catch (error) {
      throw this.#note(error);
    }
  }

  /** What broke off in passing is read on from where it was; bytes that are wrong stay wrong. */
  #note(error: unknown): Error {
    this.failure = toError(error);
    if (!RegistryError.is(error, "connection-lost", "server-error", "rate-limited", "timed-out")) this.#fatal.abort(error);
    return this.failure;
  }
}

/** distribution-spec, "Error Codes": 7, and what zot and others say with another status. */
function isBlobMissing(error: unknown): boolean {
  return RegistryError.is(error) && error.details.some(({ code }) => code === "MANIFEST_BLOB_UNKNOWN" || code === "BLOB_UNKNOWN");
}
