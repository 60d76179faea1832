import { digestLike, isDigest, sha256Of } from "../../core/digest.ts";
import { digestMismatch, invalidReference, invalidResponse, requireDigest } from "../http/errorKinds.ts";
import type { HttpRequest, HttpResponse } from "../http/httpClient.ts";
import { attestedDigest, manifestKind, manifestMediaTypes, printPlatform } from "./manifest.ts";
import type { Descriptor, IndexManifest, Manifest, ManifestDescriptor } from "./manifest.ts";
import { contentLength } from "../http/contentLength.ts";
import { mediaTypeOnly, parseManifest } from "./parseManifest.ts";
import { isSchema1, isSchema1Type, schema1Unsupported } from "./schema1.ts";
import { isTag } from "../../core/reference.ts";
import { RegistryError } from "../../core/registryError.ts";
import { parseJsonObject } from "../http/responseBody.ts";
import { repositoryPath } from "../repositoryPath.ts";
import type { Scope } from "../auth/scope.ts";
import type { AuthenticatedHttp } from "../authenticatedHttp.ts";

/** A leaf of an index, indexes within it unfolded. */
export interface IndexLeaf extends ManifestDescriptor {
  /** The digest of the leaf that this one attests (BuildKit's provenance and SBOMs), where it is an attestation. */
  readonly attests: string | undefined;
}

/** A manifest to store, byte for byte. */
export type StoredManifest = Pick<Manifest, "mediaType" | "bytes">;

/** How registries answer a HEAD that they do not know, or only for this client, besides what is truly refused. */
const headRefusals: readonly number[] = [400, 403, 404, 405, 501];

const accept = manifestMediaTypes.join(", ");

/** What can be done with manifests. A reference is a tag or a digest. */
export class Manifests {
  readonly #http: AuthenticatedHttp;

  constructor(http: AuthenticatedHttp) {
    this.#http = http;
  }

  /**
   * What a tag points to, by HEAD: a GET counts as a pull at Docker Hub. A registry that answers without digest, length or media
   * type, or refuses, is asked with GET after all: some know HEAD badly or not at all, and only a GET's refusal has words.
   */
  async resolve(repository: string, reference: string, signal: AbortSignal | undefined): Promise<Descriptor> {
    const response = await this.#send("HEAD", repository, reference, signal, [200, ...headRefusals]);
    const digest = isDigest(reference) ? reference : response.headers.get("docker-content-digest");
    const size = contentLength(response.headers) ?? 0;
    const mediaType = mediaTypeOnly(response.headers.get("content-type"));
    const isWhole = digest !== undefined && isDigest(digest) && size > 0 && mediaType !== "";
    if (response.status === 200 && isWhole) return { mediaType, digest, size };
    const manifest = await this.get(repository, reference, signal);
    return { mediaType: manifest.mediaType, digest: manifest.digest, size: manifest.size };
  }

  /**
   * Asked for by digest, its bytes are checked against that, and against the one that the registry says it sends. Under a tag, what
   * the registry says may be wrong: the digest is that of the bytes.
   */
  async get(repository: string, reference: string, signal: AbortSignal | undefined): Promise<Manifest> {
    const { host } = this.#http.options.endpoint;
    const response = await this.#send("GET", repository, reference, signal, [200]);
    const contentType = response.headers.get("content-type");
    const mediaType = mediaTypeOnly(contentType);
    // The digest of schema 1 is not of the bytes that are sent, so it has to be told apart before they are checked.
    if (isSchema1Type(mediaType)) throw schema1Unsupported(host, mediaType);
    const said = response.headers.get("docker-content-digest");
    const digest = isDigest(reference) ? verifiedDigest(response, reference, said, host) : ownDigest(response.bytes, said);
    return parseManifest(response.bytes, contentType, digest, host);
  }

  /** The leaves of an index, an image once for each of its platforms; indexes within it are fetched once, as deep and as many as the limits say. */
  async leaves(repository: string, index: IndexManifest, signal: AbortSignal | undefined): Promise<readonly IndexLeaf[]> {
    const { endpoint, limits } = this.#http.options;
    const seen = new Set([leafKey(index)]);
    const nested = new Set<string>();
    const unfold = async (members: readonly ManifestDescriptor[], depth: number): Promise<readonly IndexLeaf[]> => {
      const fresh = members.filter((member) => !seen.has(leafKey(member)) && seen.add(leafKey(member)));
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
    const { endpoint, limits } = this.#http.options;
    const { host } = endpoint;
    if (depth >= limits.indexDepth) throw invalidResponse(host, "indexes within indexes, too deep");
    const nested = await this.get(repository, member.digest, signal);
    return nested.kind === "index" ? unfold(nested.manifests, depth + 1) : [{ ...member, attests: undefined }];
  }

  /** Stores a manifest under a tag or its own digest, and gives the digest. */
  async put(repository: string, reference: string, manifest: StoredManifest, signal: AbortSignal | undefined): Promise<string> {
    const { host } = this.#http.options.endpoint;
    const scope: Scope = { kind: "repository", repository, action: "push" };
    const request: HttpRequest = {
      method: "PUT",
      url: this.#url(repository, reference),
      headers: { "content-type": manifest.mediaType },
      body: manifest.bytes,
      signal,
      maxBytes: this.#http.options.limits.manifestBytes,
    };
    const response = await this.#http.send(scope, request, [200, 201, 202]);
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
    return this.#http.url(`/${repositoryPath(repository)}/manifests/${reference}`);
  }

  #send(
    method: "GET" | "HEAD" | "DELETE",
    repository: string,
    reference: string,
    signal: AbortSignal | undefined,
    accepts: readonly number[],
  ): Promise<HttpResponse> {
    const url = this.#url(repository, reference);
    const maxBytes = this.#http.options.limits.manifestBytes;
    const action = method === "DELETE" ? "delete" : "pull";
    return this.#http.send({ kind: "repository", repository, action }, { method, url, headers: { accept }, signal, maxBytes }, accepts);
  }
}

function verifiedDigest(response: HttpResponse, asked: string, said: string | undefined, host: string): string {
  for (const digest of [asked, said ?? ""]) {
    if (!isDigest(digest)) continue;
    const actual = digestLike(digest, response.bytes);
    if (actual === digest) continue;
    throw isSchema1Document(response.bytes, host) ? schema1Unsupported(host, "application/json") : digestMismatch(host, digest, actual);
  }
  return asked;
}

function isSchema1Document(bytes: Uint8Array, host: string): boolean {
  try {
    return isSchema1(parseJsonObject(bytes, host));
  } catch {
    return false;
  }
}

/** An index is the same whatever its platform is said to be; an image may be for several. */
function leafKey({ mediaType, digest, platform }: ManifestDescriptor): string {
  return manifestKind(mediaType) === "index" || platform === undefined ? digest : `${digest} ${printPlatform(platform)}`;
}

/** In the registry's algorithm where its digest is right. */
function ownDigest(bytes: Uint8Array, said: string | undefined): string {
  return said !== undefined && isDigest(said) && digestLike(said, bytes) === said ? said : sha256Of(bytes);
}
