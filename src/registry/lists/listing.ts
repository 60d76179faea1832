import { readCompactTags } from "./compactTags.ts";
import { invalidResponse } from "../http/errorKinds.ts";
import type { HttpRequest, HttpResponse } from "../http/httpClient.ts";
import { parseLongObject } from "./longList.ts";
import { onceEach } from "./once.ts";
import { nextPage, type Page, type PageOptions, type PagePosition, parseCursor } from "./pagination.ts";
import { isTag } from "../../core/reference.ts";
import { RegistryError } from "../../core/registryError.ts";
import { parseJsonObject } from "../http/responseBody.ts";
import { repositoryPath } from "../repositoryPath.ts";
import type { Scope } from "../auth/scope.ts";
import { inSlices } from "../../core/slices.ts";
import type { AuthenticatedHttp } from "../authenticatedHttp.ts";

/** What distribution takes at most for a catalog, and ECR for tags; others clamp it. */
const defaultPageSize = 1000;
/** How registries refuse a page size: distribution 400, ECR 405, others 416 or 422. */
const sizeRefusals: ReadonlySet<number> = new Set([400, 405, 416, 422]);

/** A body up to this length is parsed in one go. */
const shortBytes = 64 * 1024;

interface ListReading {
  readonly key: "tags" | "repositories";
  readonly host: string;
  readonly keeps: (item: string) => boolean;
  readonly signal: AbortSignal | undefined;
}

interface Exchanged {
  readonly request: HttpRequest;
  readonly response: HttpResponse;
}

/** The two lists of a registry, and what was learnt of their page sizes. */
export class Listing {
  readonly #http: AuthenticatedHttp;
  /** The smallest size that the registry refused, by the kind of list: from there on the first page is asked for without a size. */
  readonly #refusedSizes = new Map<Scope["kind"], number>();

  constructor(http: AuthenticatedHttp) {
    this.#http = http;
  }

  /**
   * The catalog is no part of the OCI specification; registries that have none refuse it in their own ways. `params.list` of such
   * a refusal is `catalog`: it is not about the account, or about something that is missing.
   */
  async repositories(options: PageOptions): Promise<Page<string>> {
    try {
      return await this.#page({ kind: "catalog" }, "/_catalog", options, ({ bytes }, host) =>
        readList(bytes, { key: "repositories", host, keeps: (name) => name !== "", signal: options.signal }),
      );
    } catch (error) {
      // What a token server refuses says nothing of the catalog.
      if (!RegistryError.is(error, "denied", "not-found", "unsupported") || error.params["realm"] !== undefined) throw error;
      throw new RegistryError(error.code, error.message, {
        params: { ...error.params, list: "catalog" },
        status: error.status,
        details: error.details,
      });
    }
  }

  /** Drops what is no tag: Nexus has listed nulls, Artifactory digests. */
  async tags(repository: string, options: PageOptions): Promise<Page<string>> {
    const scope: Scope = { kind: "repository", repository, action: "pull" };
    return this.#page(
      scope,
      `/${repositoryPath(repository)}/tags/list`,
      options,
      ({ bytes }, host) => readCompactTags(bytes) ?? readList(bytes, { key: "tags", host, keeps: isTag, signal: options.signal }),
    );
  }

  async #page(
    scope: Scope,
    path: string,
    options: PageOptions,
    read: (response: HttpResponse, host: string) => readonly string[] | Promise<readonly string[]>,
  ): Promise<Page<string>> {
    const position = options.cursor === undefined ? undefined : parseCursor(options.cursor);
    const { request, response } =
      position === undefined ? await this.#first(scope, path, options) : await this.#at(scope, position, options.signal);
    const { endpoint, limits } = this.#http.options;
    const items = await inSlices(onceEach(await read(response, endpoint.host)), options.signal);
    return { items, ...nextPage({ headers: response.headers, asked: request.url, answered: response.url, position }, limits.pages) };
  }

  async #at(scope: Scope, position: PagePosition, signal: AbortSignal | undefined): Promise<Exchanged> {
    const request = this.#request(this.#http.at(position.target), signal);
    return { request, response: await this.#http.send(scope, request, [200]) };
  }

  async #first(scope: Scope, path: string, { pageSize = defaultPageSize, signal }: PageOptions): Promise<Exchanged> {
    if (pageSize < (this.#refusedSizes.get(scope.kind) ?? Infinity)) {
      const request = this.#request(this.#http.url(`${path}?n=${pageSize}`), signal);
      const response = await this.#http.send(scope, request, [200, ...sizeRefusals]);
      if (response.status === 200) return { request, response };
    }
    const request = this.#request(this.#http.url(path), signal);
    const response = await this.#http.send(scope, request, [200]);
    // Only where that helped was it the size.
    this.#refusedSizes.set(scope.kind, Math.min(pageSize, this.#refusedSizes.get(scope.kind) ?? Infinity));
    return { request, response };
  }

  #request(url: URL, signal: AbortSignal | undefined): HttpRequest {
    return { method: "GET", url, headers: { accept: "application/json" }, signal, maxBytes: this.#http.options.limits.listBytes };
  }
}

/** An empty list is written as null by some, and left out beside the `name` by others. */
async function readList(bytes: Buffer, { key, host, keeps, signal }: ListReading): Promise<readonly string[]> {
  const isWanted = (item: unknown): item is string => typeof item === "string" && keeps(item);
  const isShort = bytes.length <= shortBytes;
  const body = isShort ? parseJsonObject(bytes, host) : await inSlices(parseLongObject(bytes, key, host, isWanted), signal);
  const list = body[key];
  if (list === null || (list === undefined && typeof body["name"] === "string")) return [];
  if (!Array.isArray(list)) throw invalidResponse(host, `no list of ${key}`);
  return isShort ? list.filter(isWanted) : (list as readonly string[]);
}
