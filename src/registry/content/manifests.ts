import { digestLike, isDigest, sha256Of } from "../../core/digest.ts";
import { digestMismatch, invalidReference, invalidResponse, requireDigest } from "../http/errorKinds.ts";
import type { HttpRequest, HttpResponse } from "../http/httpClient.ts";
import { attestedDigest, manifestKind, manifestMediaTypes } from "./manifest.ts";
import type { Descriptor, IndexManifest, Manifest, ManifestDescriptor } from "./manifest.ts";
import { mediaTypeOnly, parseManifest } from "./parseManifest.ts";
import { isTag } from "../../core/reference.ts";
import { RegistryError } from "../../core/registryError.ts";
import { repositoryPath } from "../repositoryPath.ts";
import type { Scope } from "../auth/scope.ts";
import type { Session } from "../session.ts";

/** A leaf of an index, indexes within it unfolded. */
export interface IndexLeaf extends ManifestDescriptor {
  /** The digest of the leaf that this one attests (BuildKit's provenance and SBOMs), where it is an attestation. */
  readonly attests: string | undefined;
}

/** A manifest to store, byte for byte. */
export type StoredManifest = Pick<Manifest, "mediaType" | "bytes">;

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
    const response = await this.#send("HEAD", repository, reference, signal, [200, 405, 501]);
    const digest = isDigest(reference) ? reference : response.headers.get("docker-content-digest");
    const size = Number(response.headers.get("content-length") ?? Number.NaN);
    const mediaType = mediaTypeOnly(response.headers.get("content-type"));
    if (response.status === 200 && digest !== undefined && isDigest(digest) && Number.isSafeInteger(size))
      return { mediaType, digest, size };
    const manifest = await this.get(repository, reference, signal);
    return { mediaType: manifest.mediaType, digest: manifest.digest, size: manifest.size };
  }

  /** Its bytes are checked against the digest that was asked for, and against the one that the registry says it sends. */
  async get(repository: string, reference: string, signal: AbortSignal | undefined): Promise<Manifest> {
    const { host } = this.#session.options.endpoint;
    const response = await this.#send("GET", repository, reference, signal, [200]);
    const contentType = response.headers.get("content-type");
    requireReadable(mediaTypeOnly(contentType), host);
    return parseManifest(response.bytes, contentType, verifiedDigest(response, reference, host), host);
  }

  /** The leaves of an index; indexes within it are fetched, as deep and as many as the limits say, and each digest once. */
  async leaves(repository: string, index: IndexManifest, signal: AbortSignal | undefined): Promise<readonly IndexLeaf[]> {
    const { endpoint, limits } = this.#session.options;
    const seen = new Set([index.digest]);
    const nested = new Set<string>();
    const unfold = async (members: readonly ManifestDescriptor[], depth: number): Promise<readonly IndexLeaf[]> => {
      const fresh = members.filter((member) => !seen.has(member.digest) && seen.add(member.digest));
      for (const { mediaType, digest } of fresh) if (manifestKind(mediaType) === "index") nested.add(digest);
      if (nested.size > limits.nestedIndexes) throw invalidResponse(endpoint.host, "indexes within indexes, too many");
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
    if (depth >= limits.indexDepth) throw invalidResponse(host, "indexes within indexes, too deep");
    const nested = await this.get(repository, member.digest, signal);
    return nested.kind === "index" ? unfold(nested.manifests, depth + 1) : [{ ...member, attests: undefined }];
  }

  /** Stores a manifest under a tag or its own digest, and gives the digest. */
  async put(repository: string, reference: string, manifest: StoredManifest, signal: AbortSignal | undefined): Promise<string> {
    const { host } = this.#session.options.endpoint;
    const scope: Scope = { kind: "repository", repository, action: "push" };
    const request: HttpRequest = {
      method: "PUT",
      url: this.#url(repository, reference),
      headers: { "content-type": manifest.mediaType },
      body: manifest.bytes,
      signal,
      maxBytes: this.#session.options.limits.manifestBytes,
    };
    const response = await this.#session.send(scope, request, [200, 201, 202]);
    const said = response.headers.get("docker-content-digest");
    const digest = said !== undefined && isDigest(said) ? digestLike(said, manifest.bytes) : sha256Of(manifest.bytes);
    if (said !== undefined && said !== digest) throw digestMismatch(host, digest, said);
    return digest;
  }

  /** Removes a manifest with every tag that points to it (distribution-spec, "Deleting Manifests"). `unsupported` where deleting is switched off. */
  async delete(repository: string, digest: string, signal: AbortSignal | undefined): Promise<void> {
    await this.#send("DELETE", repository, requireDigest(digest), signal, [200, 202, 204]);
  }

  /** Removes one tag and leaves the manifest ("Deleting Tags"). `unsupported` where the registry knows only whole manifests. */
  async deleteTag(repository: string, tag: string, signal: AbortSignal | undefined): Promise<void> {
    if (!isTag(tag)) throw invalidReference(tag, "a tag");
    try {
      await this.#send("DELETE", repository, tag, signal, [200, 202, 204]);
    } catch (error) {
      // Registries without it read the tag as a digest that is wrong.
      const isUnknownForm = RegistryError.is(error, "request-rejected") && error.status === 400;
      if (!isUnknownForm) throw error;
      throw new RegistryError("unsupported", error.message, {
        params: error.params,
        status: error.status,
        details: error.details,
        cause: error,
      });
    }
  }

  #url(repository: string, reference: string): URL {
    if (!isTag(reference) && !isDigest(reference)) throw invalidReference(reference, "a tag or a digest");
    return this.#session.url(`/${repositoryPath(repository)}/manifests/${reference}`);
  }

  #send(
    method: "GET" | "HEAD" | "DELETE",
    repository: string,
    reference: string,
    signal: AbortSignal | undefined,
    accepts: readonly number[],
  ): Promise<HttpResponse> {
    const url = this.#url(repository, reference);
    const maxBytes = this.#session.options.limits.manifestBytes;
    const action = method === "DELETE" ? "delete" : "pull";
    return this.#session.send({ kind: "repository", repository, action }, { method, url, headers: { accept }, signal, maxBytes }, accepts);
  }
}

/** The digest of Docker's schema 1 is not of the bytes that are sent, so it has to be told apart before they are checked. */
function requireReadable(mediaType: string, host: string): void {
  if (!mediaType.startsWith("application/vnd.docker.distribution.manifest.v1+")) return;
  throw new RegistryError("unsupported", `${host} has this image only in Docker's schema 1`, { params: { host, mediaType } });
}

function verifiedDigest(response: HttpResponse, reference: string, host: string): string {
  const said = response.headers.get("docker-content-digest");
  const wanted = [reference, said].filter((digest): digest is string => digest !== undefined && isDigest(digest));
  for (const digest of wanted) {
    const actual = digestLike(digest, response.bytes);
    if (actual !== digest) throw digestMismatch(host, digest, actual);
  }
  return wanted[0] ?? sha256Of(response.bytes);
}
