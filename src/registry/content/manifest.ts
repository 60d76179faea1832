/** Media types of image-spec and of Docker's image format, by what they hold. */
const kinds: Readonly<Record<string, Manifest["kind"]>> = {
  "application/vnd.oci.image.index.v1+json": "index",
  "application/vnd.docker.distribution.manifest.list.v2+json": "index",
  "application/vnd.oci.image.manifest.v1+json": "image",
  "application/vnd.docker.distribution.manifest.v2+json": "image",
  "application/vnd.oci.artifact.manifest.v1+json": "artifact",
  "application/vnd.cncf.oras.artifact.manifest.v1+json": "artifact",
};

/** Sent as `Accept` with each manifest request: without a list type, distribution rewrites a list to its linux/amd64 member. */
export const manifestMediaTypes: readonly string[] = Object.keys(kinds);

export function manifestKind(mediaType: string): Manifest["kind"] | undefined {
  return kinds[mediaType];
}

/** image-spec, descriptor.md. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** image-spec, image-index.md. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
  readonly osVersion?: string;
}

/** A member of an index. */
export interface ManifestDescriptor extends Descriptor {
  readonly platform?: Platform;
}

interface ManifestBase extends Descriptor {
  /** As the registry sent it: what the digest is of. */
  readonly bytes: Uint8Array;
  /** What this manifest refers to (image-spec, "subject"). */
  readonly subject?: Descriptor;
}

export interface ImageManifest extends ManifestBase {
  readonly kind: "image";
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
}

export interface IndexManifest extends ManifestBase {
  readonly kind: "index";
  readonly manifests: readonly ManifestDescriptor[];
}

/** The artifact manifests that ORAS and a draft of image-spec had. */
export interface ArtifactManifest extends ManifestBase {
  readonly kind: "artifact";
  readonly blobs: readonly Descriptor[];
}

export type Manifest = ImageManifest | IndexManifest | ArtifactManifest;

/** BuildKit stores attestations as members of an index that belong to another member and to no platform. */
export function attestedDigest(member: ManifestDescriptor): string | undefined {
  const isAttestation = member.annotations?.["vnd.docker.reference.type"] === "attestation-manifest";
  return isAttestation ? member.annotations?.["vnd.docker.reference.digest"] : undefined;
}

/** `linux/arm64/v8`, as docker prints it; with the version of Windows where there is one. */
export function printPlatform(platform: Platform): string {
  const parts = [platform.os, platform.architecture, platform.variant].filter((part) => part !== undefined && part !== "");
  return parts.join("/") + (platform.osVersion === undefined ? "" : ` (${platform.osVersion})`);
}
