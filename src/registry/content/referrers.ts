import { requireDigest } from "../http/errorKinds.ts";
import type { HttpRequest } from "../http/httpClient.ts";
import { manifestKind, type ManifestDescriptor } from "./manifest.ts";
import type { Manifests } from "./manifests.ts";
import { nextPage, type Page, type PageOptions, parseCursor } from "../lists/pagination.ts";
import { mediaTypeOnly, members } from "./parseManifest.ts";
import { RegistryError } from "../../core/registryError.ts";
import { repositoryPath } from "../repositoryPath.ts";
import { parseJsonObject } from "../http/responseBody.ts";
import type { Scope } from "../auth/scope.ts";
import type { AuthenticatedHttp } from "../authenticatedHttp.ts";

export interface ReferrersPage extends Page<ManifestDescriptor> {
  /** How they were found: by the API, by the tag that clients keep where there is none, or not at all. */
  readonly source: "api" | "tag" | "none";
}

export interface ReferrersOptions extends PageOptions {
  readonly artifactType?: string | undefined;
}

/** How registries without the API answer: distribution 404, others 400, 405, 406 or 501. */
const absent: ReadonlySet<number> = new Set([400, 404, 405, 406, 501]);

/** Signatures, SBOMs and whatever else refers to a manifest (distribution-spec, "Listing Referrers"). */
export class Referrers {
  readonly #http: AuthenticatedHttp;
  readonly #manifests: Manifests;

  constructor(http: AuthenticatedHttp, manifests: Manifests) {
    this.#http = http;
    this.#manifests = manifests;
  }

  async list(repository: string, digest: string, options: ReferrersOptions): Promise<ReferrersPage> {
    const page = await this.#fromApi(repository, requireDigest(digest), options);
    if (page !== undefined) return page;
    const items = await this.#fromTag(repository, digest, options.signal);
    if (items === undefined) return { items: [], next: undefined, source: "none" };
    return { items: items.filter((item) => isOfType(item, options.artifactType)), next: undefined, source: "tag" };
  }

  async #fromApi(repository: string, digest: string, options: ReferrersOptions): Promise<ReferrersPage | undefined> {
    const { endpoint, limits } = this.#http.options;
    const scope: Scope = { kind: "repository", repository, action: "pull" };
    const position = options.cursor === undefined ? undefined : parseCursor(options.cursor);
    const filter = options.artifactType === undefined ? "" : `?artifactType=${encodeURIComponent(options.artifactType)}`;
    const path = `/${repositoryPath(repository)}/referrers/${digest}${filter}`;
    const url = position === undefined ? this.#http.url(path) : this.#http.at(position.target);
    const headers = { accept: "application/vnd.oci.image.index.v1+json" };
    const request: HttpRequest = { method: "GET", url, headers, signal: options.signal, maxBytes: limits.manifestBytes };
    const response = await this.#http.send(scope, request, [200, ...absent]);
    // Some answer every path with 200 and something else.
    if (absent.has(response.status) || manifestKind(mediaTypeOnly(response.headers.get("content-type"))) !== "index") return undefined;
    const all = members(parseJsonObject(response.bytes, endpoint.host)["manifests"], endpoint.host);
    // A registry that does not filter says so by leaving out `OCI-Filters-Applied`; filtering twice does no harm.
    const items = all.filter((item) => isOfType(item, options.artifactType));
    const after = nextPage({ headers: response.headers, asked: url, answered: response.url, position }, limits.pages);
    return { items, ...after, source: "api" };
  }

  async #fromTag(repository: string, digest: string, signal: AbortSignal | undefined): Promise<readonly ManifestDescriptor[] | undefined> {
    try {
      const manifest = await this.#manifests.get(repository, referrersTag(digest), signal);
      return manifest.kind === "index" ? manifest.manifests : undefined;
    } catch (error) {
      if (RegistryError.is(error, "not-found")) return undefined;
      throw error;
    }
  }
}

/** distribution-spec, "Referrers Tag Schema": the algorithm and the hash, cut to 32 and 64 characters. */
export function referrersTag(digest: string): string {
  const [algorithm = "", hash = ""] = digest.split(":");
  return `${algorithm.slice(0, 32)}-${hash.slice(0, 64)}`.replace(/[^A-Za-z0-9._-]/g, "-");
}

function isOfType(item: ManifestDescriptor, artifactType: string | undefined): boolean {
  return artifactType === undefined || item.artifactType === artifactType;
}
