import type { ContentStore, Repository, StoredManifest } from "./contentStore.ts";
import { digestOf, isDigest } from "./digest.ts";
import { type Exchange, readBody, sendBytes, sendEmpty, sendJson } from "./exchange.ts";
import { Fault } from "./fault.ts";
import { type Descriptor, type ManifestContent, parseManifest, requireReferences } from "./manifestContent.ts";

const tagPattern = /^\w[\w.-]{0,127}$/;
/** Distribution's own limit for a manifest. */
const maxManifestBytes = 4 * 1024 * 1024;
const indexMediaType = "application/vnd.oci.image.index.v1+json";

/** `GET` and `HEAD /v2/<name>/manifests/<reference>`. */
export function sendManifest(exchange: Exchange, store: ContentStore, name: string, reference: string): void {
  const [digest, manifest] = find(repositoryOf(store, name), reference);
  sendBytes(exchange, manifest.bytes, {
    status: 200,
    headers: { "content-type": manifest.mediaType, "docker-content-digest": digest, etag: `"${digest}"` },
  });
}

/** `PUT /v2/<name>/manifests/<reference>`. */
export async function putManifest(exchange: Exchange, store: ContentStore, name: string, reference: string): Promise<void> {
  const bytes = await readBody(exchange.request, maxManifestBytes);
  const mediaType = exchange.request.headers["content-type"] ?? "";
  const content = parseManifest(bytes, mediaType);
  const repository = store.open(name);
  requireReferences(content, repository);
  const tag = isDigest(reference) ? undefined : reference;
  if (tag === undefined && digestOf(bytes) !== reference) {
    throw new Fault(400, "DIGEST_INVALID", "provided digest did not match uploaded content");
  }
  if (tag !== undefined && !tagPattern.test(tag)) throw new Fault(400, "MANIFEST_INVALID", "invalid tag");
  const digest = store.putManifest(repository, { mediaType, bytes }, tag);
  sendEmpty(exchange, {
    status: 201,
    headers: {
      location: `/v2/${name}/manifests/${digest}`,
      "docker-content-digest": digest,
      ...(content.subject !== undefined && { "oci-subject": content.subject.digest }),
    },
  });
}

/** `DELETE /v2/<name>/manifests/<reference>`: a digest removes the manifest with all its tags, a tag only itself. */
export function deleteManifest(exchange: Exchange, store: ContentStore, name: string, reference: string, tagDelete: boolean): void {
  const repository = repositoryOf(store, name);
  if (!isDigest(reference) && !tagDelete) throw new Fault(405, "UNSUPPORTED", "tags cannot be deleted here");
  const deleted = isDigest(reference) ? store.deleteManifest(repository, reference) : repository.tags.delete(reference);
  if (!deleted) throw manifestUnknown();
  sendEmpty(exchange, { status: 202 });
}

/** `GET /v2/<name>/referrers/<digest>`: an empty index where nothing refers to the digest, even if it does not exist. */
export function sendReferrers(exchange: Exchange, store: ContentStore, name: string, subject: string): void {
  if (!isDigest(subject)) throw new Fault(400, "DIGEST_INVALID", "invalid digest");
  const wanted = exchange.url.searchParams.get("artifactType");
  const all = [...(store.repositories.get(name)?.manifests ?? [])].flatMap(([digest, manifest]) => {
    const content = JSON.parse(manifest.bytes.toString("utf8")) as ManifestContent;
    return content.subject?.digest === subject ? [describe(digest, manifest, content)] : [];
  });
  const manifests = wanted === null ? all : all.filter((descriptor) => descriptor.artifactType === wanted);
  sendJson(
    exchange,
    { schemaVersion: 2, mediaType: indexMediaType, manifests },
    {
      status: 200,
      headers: { "content-type": indexMediaType, ...(wanted !== null && { "oci-filters-applied": "artifactType" }) },
    },
  );
}

/** A referrer's entry: its artifact type falls back to its config's media type, its annotations are copied. */
function describe(digest: string, { mediaType, bytes }: StoredManifest, content: ManifestContent): Descriptor & Partial<ManifestContent> {
  const artifactType = content.artifactType ?? content.config?.mediaType;
  return {
    mediaType,
    digest,
    size: bytes.length,
    ...(artifactType !== undefined && { artifactType }),
    ...(content.annotations !== undefined && { annotations: content.annotations }),
  };
}

function repositoryOf(store: ContentStore, name: string): Repository {
  const repository = store.repositories.get(name);
  if (repository === undefined) throw new Fault(404, "NAME_UNKNOWN", "repository name not known to registry");
  return repository;
}

function find(repository: Repository, reference: string): readonly [string, StoredManifest] {
  const digest = isDigest(reference) ? reference : repository.tags.get(reference);
  const manifest = digest === undefined ? undefined : repository.manifests.get(digest);
  if (digest === undefined || manifest === undefined) throw manifestUnknown();
  return [digest, manifest];
}

function manifestUnknown(): Fault {
  return new Fault(404, "MANIFEST_UNKNOWN", "manifest unknown");
}
