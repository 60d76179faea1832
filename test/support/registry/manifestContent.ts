import type { Repository } from "./contentStore.ts";
import { Fault } from "./fault.ts";

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly urls?: readonly string[];
}

/** The fields of a manifest or index that a registry looks at (image specification, "manifest.md" and "image-index.md"). */
export interface ManifestContent {
  readonly mediaType?: string;
  readonly artifactType?: string;
  readonly config?: Descriptor;
  readonly layers?: readonly Descriptor[];
  readonly manifests?: readonly Descriptor[];
  readonly subject?: Descriptor;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Parses what was PUT with `mediaType`; throws MANIFEST_INVALID. */
export function parseManifest(bytes: Buffer, mediaType: string): ManifestContent {
  const content = parseObject(bytes);
  if (content.mediaType !== undefined && content.mediaType !== mediaType) {
    throw new Fault(400, "MANIFEST_INVALID", "the manifest's mediaType differs from the Content-Type");
  }
  if (!Array.isArray(content.manifests) && !Array.isArray(content.layers)) {
    throw new Fault(400, "MANIFEST_INVALID", "a manifest has layers, an index has manifests");
  }
  return content;
}

function parseObject(bytes: Buffer): ManifestContent {
  try {
    const value: unknown = JSON.parse(bytes.toString("utf8"));
    if (typeof value === "object" && value !== null) return value;
  } catch {
    // Not JSON: refused below.
  }
  throw new Fault(400, "MANIFEST_INVALID", "the manifest is not a JSON object");
}

/** Throws unless the repository holds what the manifest refers to. A subject may be missing, and so may a layer with its own `urls`. */
export function requireReferences(content: ManifestContent, repository: Repository): void {
  const blobs = [content.config, ...(content.layers ?? [])].filter((blob) => blob !== undefined && blob.urls === undefined);
  const missing =
    blobs.find((blob) => blob !== undefined && !repository.blobs.has(blob.digest)) ??
    content.manifests?.find((child) => !repository.manifests.has(child.digest));
  if (missing !== undefined) throw new Fault(404, "MANIFEST_BLOB_UNKNOWN", `${missing.digest} is not in this repository`);
}
