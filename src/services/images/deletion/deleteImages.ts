import { isAbort } from "../../../core/errors.ts";
import { RegistryError } from "../../../core/registryError.ts";
import type { RegistryClient } from "../../../registry/registryClient.ts";
import type { ManifestPlan, PlannedTag, TagsPlan } from "./planDeletion.ts";
import { digestOfTag } from "./tagSearch.ts";

export type Deleter = Pick<RegistryClient, "resolve" | "deleteTag" | "deleteManifest">;

/** What became of a tag. */
export type TagOutcome =
  | { readonly kind: "deleted"; readonly tag: string }
  /** It was not there any more. */
  | { readonly kind: "gone"; readonly tag: string }
  /** Somebody has made it point elsewhere since it was shown: it stays. */
  | { readonly kind: "moved"; readonly tag: string; readonly digest: string }
  | { readonly kind: "failed"; readonly tag: string; readonly error: unknown };

export interface TagsOutcome {
  readonly outcomes: readonly TagOutcome[];
  /** Those that the registry cannot delete by themselves, since it knows only whole manifests. */
  readonly unsupported: readonly PlannedTag[];
  /** Tags that were to stay and went along, at a registry that takes the manifest with a tag. */
  readonly lost: readonly string[];
}

/** Deletes one tag. Rejects with `unsupported` where that cannot be done here. */
export type DeleteTag = (tag: string, digest: string, signal: AbortSignal) => Promise<void>;

/** Failures that are about a tag, and not about the registry or the login: the next tag may fare better. */
const ofOneTag = ["request-rejected", "denied", "not-found"] as const;

/**
 * Deletes the tags one after another, each only if it still points to what the person was shown. The first that cannot be deleted by itself
 * leaves all further ones to the person; after a failure that the others would meet as well, they are not tried. Rejects with the signal's
 * reason: what was deleted by then is deleted.
 */
export async function deleteTags(client: Deleter, plan: TagsPlan, deleteTag: DeleteTag, signal: AbortSignal): Promise<TagsOutcome> {
  const outcomes: TagOutcome[] = plan.gone.map((tag) => ({ kind: "gone", tag }));
  for (const [index, planned] of plan.tags.entries()) {
    signal.throwIfAborted();
    const outcome = await deleteOne(client, plan.place.repository, planned, deleteTag, signal);
    if (outcome === "unsupported") return { outcomes, unsupported: plan.tags.slice(index), lost: [] };
    outcomes.push(outcome);
    if (outcome.kind === "failed" && !RegistryError.is(outcome.error, ...ofOneTag)) {
      const { error } = outcome;
      outcomes.push(...plan.tags.slice(index + 1).map(({ tag }): TagOutcome => ({ kind: "failed", tag, error })));
      break;
    }
  }
  return { outcomes, unsupported: [], lost: await lostTags(client, plan, outcomes, signal) };
}

async function deleteOne(
  client: Deleter,
  repository: string,
  { tag, digest }: PlannedTag,
  deleteTag: DeleteTag,
  signal: AbortSignal,
): Promise<TagOutcome | "unsupported"> {
  try {
    const now = await digestOfTag(client, repository, tag, signal);
    if (now === undefined) return { kind: "gone", tag };
    if (now !== digest) return { kind: "moved", tag, digest: now };
    await deleteTag(tag, digest, signal);
    return { kind: "deleted", tag };
  } catch (error) {
    if (isAbort(error) || signal.aborted) throw error;
    return RegistryError.is(error, "unsupported") ? "unsupported" : { kind: "failed", tag, error };
  }
}

/** Of each image with tags that were to stay, one is looked at: the specification leaves to registries what a tag takes along. */
async function lostTags(
  client: Deleter,
  { place, tags }: TagsPlan,
  outcomes: readonly TagOutcome[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const deleted = new Set(outcomes.flatMap(({ kind, tag }) => (kind === "deleted" ? tag : [])));
  const others = new Map(
    tags.filter(({ tag, others: staying }) => deleted.has(tag) && staying.length > 0).map((each) => [each.digest, each.others]),
  );
  const lost = await Promise.all(
    [...others.values()].map(async (staying) => {
      const [first = ""] = staying;
      const isThere = await digestOfTag(client, place.repository, first, signal).catch(() => first);
      return isThere === undefined ? staying : [];
    }),
  );
  return lost.flat();
}

/** What became of a manifest. */
export type ManifestOutcome =
  | { readonly kind: "deleted" }
  | { readonly kind: "gone" }
  /** A tag that was named points elsewhere by now, or nowhere: nothing was deleted. */
  | { readonly kind: "moved"; readonly tag: string; readonly digest: string | undefined }
  | { readonly kind: "failed"; readonly error: unknown };

/** Deletes a manifest with its tags, if these are still those that the person was shown. Rejects with the signal's reason. */
export async function deleteManifest(
  client: Deleter,
  { place, digest, tags }: ManifestPlan,
  signal: AbortSignal,
): Promise<ManifestOutcome> {
  const { repository } = place;
  try {
    const now = await Promise.all(tags.map(async (tag) => ({ tag, digest: await digestOfTag(client, repository, tag, signal) })));
    const moved = now.find((each) => each.digest !== digest);
    if (moved !== undefined) return { kind: "moved", ...moved };
    await client.deleteManifest(repository, digest, { signal });
    return { kind: "deleted" };
  } catch (error) {
    if (isAbort(error) || signal.aborted) throw error;
    return RegistryError.is(error, "not-found") ? { kind: "gone" } : { kind: "failed", error };
  }
}
