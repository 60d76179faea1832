/** What signing and attesting attaches by a tag: `sha256-` and the digest, with what it is behind a dot where cosign wrote it. */
const attachedPattern = /^sha\d{3}-[0-9a-f]{64,128}(?:\.|$)/;

/** Whether a tag is named after the digest of what it belongs to. */
export function isAttachedTag(name: string): boolean {
  return attachedPattern.test(name);
}

/** The tags under which cosign stores a signature, attestations and an SBOM of what has that digest (cosign, "Signature Spec"). */
export function attachedTags(digest: string): readonly string[] {
  return ["sig", "att", "sbom"].map((suffix) => `${digest.replace(":", "-")}.${suffix}`);
}
