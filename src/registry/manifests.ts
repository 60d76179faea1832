import { digestLike, isDigest, sha256Of } from "./digest.ts";
import type { HttpResponse } from "./httpClient.ts";
import { attestedDigest, type Descriptor, type IndexManifest, type Manifest, type ManifestDescriptor, manifestKind, manifestMediaTypes } from "./manifest.ts";
import { mediaTypeOnly, parseManifest } from "./parseManifest.ts";
import { isTag } from "./reference.ts";
import { RegistryError } from "./registryError.ts";
import { repositoryPath } from "./repositoryPath.ts";
import type { Scope } from "./scope.ts";
import type { Session } from "./session.ts";

/** A leaf of an index, indexes within it unfolded. */
export interface IndexLeaf extends ManifestDescriptor {
  /** The digest of the leaf that this one attests (BuildKit's provenance and SBOMs), where it is an attestation. */
  readonly attests: string | undefined;
}

const accept = manifestMediaTypes.join(", ");

/** What can be done with manifests. A reference is a tag or a digest. */
export class Manifests {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /**
   * What a tag points to, by HEAD: a GET counts as a pull at Docker Hub. A registry that answers without a digest, or knows no
   * HEAD, is asked with GET after all.
   */
  async resolve(repository: string, reference: string, signal: AbortSignal | undefined): Promise<Descriptor> {
    const response = await this.#send("HEAD", repository, reference, "pull", signal, [200, 405, 501]);
    const digest = response.headers.get("docker-content-digest") ?? (isDigest(reference) ? reference : undefined);
    const size = Number(response.headers.get("content-length") ?? Number.NaN);
    const mediaType = mediaTypeOnly(response.headers.get("content-type"));
    if (response.status === 200 && digest !== undefined && isDigest(digest) && Number.isSafeInteger(size)) return { mediaType, digest, size };
    const manifest = await this.get(repository, reference, signal);
    return { mediaType: manifest.mediaType, digest: manifest.digest, size: manifest.size };
  }

  /** Its bytes are checked against the digest that was asked for, and against the one that the registry says it sends. */
  async get(repository: string, reference: string, signal: AbortSignal | undefined): Promise<Manifest> {
    const { host } = this.#session.options.endpoint;
    const response = await this.#send("GET", repository, reference, "pull", signal, [200]);
    const digest = verifiedDigest(response, reference, host);
    return parseManifest(response.bytes, response.headers.get("content-type"), digest, host);
  }

  /** The leaves of an index; indexes within it are fetched, as deep as the limits say, and each digest once. */
  async leaves(repository: string, index: IndexManifest, signal: AbortSignal | undefined): Promise<readonly IndexLeaf[]> {
    const seen = new Set([index.digest]);
    const unfold = async (members: readonly ManifestDescriptor[], depth: number): Promise<readonly IndexLeaf[]> => {
      const fresh = members.filter((member) => !seen.has(member.digest) && seen.add(member.digest));
      const lists = await Promise.all(fresh.map((member) => this.#unfoldMember(repository, member, depth, unfold, signal)));
      return lists.flat();
    };
    return unfold(index.manifests, 1);
  }

  async #unfoldMember(
    repository: string,
    member: ManifestDescriptor,
    depth: number,
    unfold: (members: readonly ManifestDescriptor[], depth: number) => Promise<readonly IndexLeaf[]>,
    signal: AbortSignal | undefined,
  ): Promise<readonly IndexLeaf[]> {
    if (manifestKind(member.mediaType) !== "index") return [{ ...member, attests: attestedDigest(member) }];
    const { endpoint, limits } = this.#session.options;
    const { host } = endpoint;
    if (depth >= limits.indexDepth) throw new RegistryError("invalid-response", `${host}: indexes within indexes, too deep`, { params: { host, reason: "index depth" } });
    const nested = await this.get(repository, member.digest, signal);
    return nested.kind === "index" ? unfold(nested.manifests, depth + 1) : [{ ...member, attests: undefined }];
  }

  /** Stores a manifest under a tag or its own digest, and gives the digest. */
  async put(repository: string, reference: string, manifest: { readonly mediaType: string; readonly bytes: Uint8Array }, signal: AbortSignal | undefined): Promise<string> {
    const { host } = this.#session.options.endpoint;
    const scope: Scope = { kind: "repository", repository, action: "push" };
    const response = await this.#session.send(
      scope,
      { method: "PUT", url: this.#url(repository, reference), headers: { "content-type": manifest.mediaType }, body: manifest.bytes, signal, maxBytes: this.#session.options.limits.manifestBytes },
      [200, 201, 202],
    );
    const said = response.headers.get("docker-content-digest");
    const digest = said !== undefined && isDigest(said) ? digestLike(said, manifest.bytes) : sha256Of(manifest.bytes);
    if (said !== undefined && said !== digest) throw mismatch(host, digest, said);
    return digest;
  }

  /** Removes a manifest with every tag that points to it (distribution-spec, "Deleting Manifests"). `unsupported` where deleting is switched off. */
  async delete(repository: string, digest: string, signal: AbortSignal | undefined): Promise<void> {
    if (!isDigest(digest)) throw new RegistryError("invalid-reference", `not a digest: ${JSON.stringify(digest)}`, { params: { text: digest } });
    await this.#send("DELETE", repository, digest, "delete", signal, [200, 202, 204]);
  }

  /** Removes one tag and leaves the manifest ("Deleting Tags"). `unsupported` where the registry knows only whole manifests. */
  async deleteTag(repository: string, tag: string, signal: AbortSignal | undefined): Promise<void> {
    if (!isTag(tag)) throw new RegistryError("invalid-reference", `not a tag: ${JSON.stringify(tag)}`, { params: { text: tag } });
    try {
      await this.#send("DELETE", repository, tag, "delete", signal, [200, 202, 204]);
    } catch (error) {
      // Registries without it read the tag as a digest that is wrong.
      const isUnknownForm = RegistryError.is(error, "request-rejected") && error.status === 400;
      if (!isUnknownForm) throw error;
      throw new RegistryError("unsupported", error.message, { params: error.params, status: error.status, details: error.details, cause: error });
    }
  }

  #url(repository: string, reference: string): URL {
    if (!isTag(reference) && !isDigest(reference)) {
      throw new RegistryError("invalid-reference", `neither a tag nor a digest: ${JSON.stringify(reference)}`, { params: { text: reference } });
    }
    return this.#session.url(`/${repositoryPath(repository)}/manifests/${reference}`);
  }

  #send(method: string, repository: string, reference: string, action: "pull" | "delete", signal: AbortSignal | undefined, accepts: readonly number[]): Promise<HttpResponse> {
    const url = this.#url(repository, reference);
    const maxBytes = this.#session.options.limits.manifestBytes;
    return this.#session.send({ kind: "repository", repository, action }, { method, url, headers: { accept }, signal, maxBytes }, accepts);
  }
}

function verifiedDigest(response: HttpResponse, reference: string, host: string): string {
  const said = response.headers.get("docker-content-digest");
  const wanted = [isDigest(reference) ? reference : undefined, said !== undefined && isDigest(said) ? said : undefined].filter((digest) => digest !== undefined);
  for (const digest of wanted) {
    const actual = digestLike(digest, response.bytes);
    if (actual !== digest) throw mismatch(host, digest, actual);
  }
  return wanted[0] ?? sha256Of(response.bytes);
}

function mismatch(host: string, wanted: string, actual: string): RegistryError {
  return new RegistryError("digest-mismatch", `${host} sent ${actual} for ${wanted}`, { params: { host, digest: wanted, actual } });
}
