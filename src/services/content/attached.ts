import type { ManifestDescriptor } from "../../registry/content/manifest.ts";
import type { RegistryClient } from "../../registry/registryClient.ts";
import { capped, type Capped, keptText, maxKept } from "./capped.ts";
import type { ContentFacts } from "./contentFacts.ts";
import type { ContentKind } from "./contentKind.ts";
import { kindOfMember } from "./readContent.ts";

/** Something that refers to a manifest: a signature, an SBOM, whatever a tool attaches. */
export interface AttachedFacts {
  readonly digest: string;
  readonly kind: ContentKind;
  readonly artifactType: string | undefined;
  /** The tag that names it, where it is found by that. */
  readonly tag: string | undefined;
}

/** So many pages of referrers are read, whatever a registry goes on to name. */
const maxPages = 5;

/** What a person looks for first. */
const kindOrder: readonly ContentKind[] = ["signature", "sbom", "provenance", "attestation", "vulnerabilities", "vex"];

/** What the referrers of a manifest are, by the registry's API or the tag that stands in for it. */
export async function readReferrers(
  client: RegistryClient,
  repository: string,
  digest: string,
  signal: AbortSignal,
): Promise<readonly AttachedFacts[]> {
  const found: AttachedFacts[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < maxPages && found.length <= maxKept; page++) {
    const { items, next } = await client.listReferrers(repository, digest, { cursor, signal });
    found.push(...items.map(referrerOf));
    if (next === undefined) break;
    cursor = next;
  }
  return found;
}

/** What a tag of cosign's holds. */
export function attachedByTag({ digest, kind, artifactType }: ContentFacts, tag: string): AttachedFacts {
  const byName = tag.endsWith(".sig") ? "signature" : tag.endsWith(".sbom") ? "sbom" : "attestation";
  return { digest, kind: kind === "image" || kind === "artifact" ? byName : kind, artifactType, tag };
}

/** Each once, what a person looks for first at the beginning. */
export function arranged(all: readonly AttachedFacts[]): Capped<AttachedFacts> {
  const byDigest = new Map(all.toReversed().map((each) => [each.digest, each]));
  const rank = ({ kind }: AttachedFacts): number => (kindOrder.includes(kind) ? kindOrder.indexOf(kind) : kindOrder.length);
  return capped([...byDigest.values()].toReversed().toSorted((a, b) => rank(a) - rank(b)));
}

function referrerOf(descriptor: ManifestDescriptor): AttachedFacts {
  const { digest, artifactType } = descriptor;
  // A referrer is no image to run, whatever its manifest is made like.
  const kind = kindOfMember(descriptor);
  return {
    digest,
    kind: kind === "image" ? "artifact" : kind,
    artifactType: artifactType === undefined ? undefined : keptText(artifactType),
    tag: undefined,
  };
}
