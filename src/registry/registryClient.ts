import type { Clock } from "../core/clock.ts";
import type { Disposable } from "../core/disposable.ts";
import type { RegistryError } from "../core/registryError.ts";
import type { Logger } from "../core/logger.ts";
import { Authorizer, type Introduction } from "./auth/authorizer.ts";
import type { CredentialLookup } from "./auth/credentialMemory.ts";
import { type Blob, type BlobDescriptor, type BlobOptions, Blobs } from "./content/blobs.ts";
import type { RegistryEndpoint } from "./endpoint.ts";
import { HttpClient, type HttpResponse } from "./http/httpClient.ts";
import { type ApiJson, maxApiBytes, readApiJson } from "./http/providerApi.ts";
import type { JsonObject } from "./http/json.ts";
import type { ImageConfig } from "./content/imageConfig.ts";
import { defaultLimits, type RegistryLimits } from "./limits.ts";
import { Listing } from "./lists/listing.ts";
import type { Descriptor, IndexManifest, Manifest } from "./content/manifest.ts";
import { type IndexLeaf, Manifests, type StoredManifest } from "./content/manifests.ts";
import { eachPage, type Page, type PageOptions } from "./lists/pagination.ts";
import { maxPingBytes, type Ping, readPing } from "./auth/ping.ts";
import type { RateLimit } from "./http/rateLimit.ts";
import { judgeRealm, overHttps, type RealmPolicy } from "./auth/realmPolicy.ts";
import { realmRefusal } from "./auth/realmRefusal.ts";
import { Referrers, type ReferrersOptions, type ReferrersPage } from "./content/referrers.ts";
import { AuthenticatedHttp } from "./authenticatedHttp.ts";
import type { Scope } from "./auth/scope.ts";
import { TokenSource } from "./auth/tokenSource.ts";
import type { Transport } from "./http/transport.ts";
import { type BlobSource, type UploadOptions, type UploadResult, Uploads } from "./content/uploads.ts";

/** A ping, and whether its realm might be given the registry's login without a question. */
export interface JudgedPing extends Ping {
  readonly isRealmTrusted: boolean;
  /** Why its token server may not be asked at all, where it takes logins in no other way. */
  readonly realmRefusal: RegistryError | undefined;
}

export interface RegistryClientOptions {
  readonly endpoint: RegistryEndpoint;
  /** Stays the caller's: it is not disposed with the client. */
  readonly transport: Transport;
  readonly credentials: CredentialLookup;
  readonly realmPolicy: RealmPolicy;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly userAgent: string;
  readonly limits?: Partial<RegistryLimits>;
}

export interface RequestOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * One registry, asked in the protocol of the OCI distribution specification. Every operation rejects with RegistryError, with
 * what the credential lookup or the realm policy threw, or, when cancelled, with the signal's reason. Repositories are paths
 * (`library/alpine`), references tags or digests; wrong ones are `invalid-reference` before anything is sent.
 */
export class RegistryClient implements Disposable {
  readonly #options: RegistryClientOptions;
  readonly #transport: HttpClient;
  readonly #authorizer: Authorizer;
  readonly #http: AuthenticatedHttp;
  readonly #listing: Listing;
  readonly #manifests: Manifests;
  readonly #blobs: Blobs;
  readonly #uploads: Uploads;
  readonly #referrers: Referrers;

  constructor(options: RegistryClientOptions) {
    const limits = { ...defaultLimits, ...options.limits };
    const { endpoint, clock } = options;
    this.#options = options;
    this.#transport = new HttpClient({ ...options, limits });
    this.#authorizer = new Authorizer({
      ...options,
      tokens: new TokenSource(this.#transport, clock),
      askBase: (signal) => this.#askBase(signal),
    });
    this.#http = new AuthenticatedHttp({ endpoint, http: this.#transport, authorizer: this.#authorizer, clock, limits });
    this.#listing = new Listing(this.#http);
    this.#manifests = new Manifests(this.#http);
    this.#blobs = new Blobs(this.#http);
    this.#uploads = new Uploads(this.#http, this.#blobs);
    this.#referrers = new Referrers(this.#http, this.#manifests);
  }

  /** What the registry last said of its limits, after any operation. */
  get rateLimit(): RateLimit | undefined {
    return this.#transport.rateLimit;
  }

  /** Asks the registry's base as nobody. `not-a-registry` where something else answers. */
  async ping(options: RequestOptions = {}): Promise<JudgedPing> {
    const { endpoint, clock } = this.#options;
    const response = await this.#askBase(options.signal);
    const ping = readPing(response, endpoint.host, clock.now());
    this.#authorizer.learn(response);
    // What is shown, judged and asked is one address.
    const realm = ping.realm === undefined ? undefined : overHttps(endpoint, ping.realm);
    const isRealmTrusted = realm !== undefined && (await judgeRealm(endpoint, realm)) === "trusted";
    return { ...ping, realm, isRealmTrusted, realmRefusal: await realmRefusal(endpoint, response) };
  }

  /** The login that it is asked with, and the software that it gives away. Asks its base once, where there is a login. */
  introduction(options: RequestOptions = {}): Promise<Introduction> {
    return this.#authorizer.introduction(options.signal);
  }

  /** The token server that its login may be given to; undefined where there is none. Rejects with `realm-not-trusted`. */
  tokenServer(options: RequestOptions = {}): Promise<URL | undefined> {
    return this.#authorizer.tokenServer(options.signal);
  }

  /** JSON of another API that the registry has on its own origin, and opens with the same tokens: `target` is a path with its query. */
  async getJson(target: string, scope: Scope, { signal }: RequestOptions = {}): Promise<ApiJson> {
    const request = { method: "GET", url: this.#http.at(target), headers: { accept: "application/json" }, signal, maxBytes: maxApiBytes };
    const answer = await this.#http.send(scope, { ...request, mayRedirectTo: () => false }, [200]);
    return readApiJson(answer, this.#options.endpoint.host);
  }

  /** Deletes by another API that the registry has on its own origin, and opens with the same tokens. */
  async deleteAt(target: string, scope: Scope, { signal }: RequestOptions = {}): Promise<void> {
    const request = { method: "DELETE", url: this.#http.at(target), signal, maxBytes: maxApiBytes };
    await this.#http.send(scope, { ...request, mayRedirectTo: () => false }, [200, 202, 204]);
  }

  listRepositories(options: PageOptions = {}): Promise<Page<string>> {
    return this.#listing.repositories(options);
  }

  listTags(repository: string, options: PageOptions = {}): Promise<Page<string>> {
    return this.#listing.tags(repository, options);
  }

  /** Page after page, each item once; each page is asked for when the one before was taken. Rejects behind the last where the list is not whole. */
  eachRepositoryPage(options: Omit<PageOptions, "cursor"> = {}): AsyncGenerator<readonly string[]> {
    return eachPage((cursor) => this.listRepositories({ ...options, cursor }));
  }

  eachTagPage(repository: string, options: Omit<PageOptions, "cursor"> = {}): AsyncGenerator<readonly string[]> {
    return eachPage((cursor) => this.listTags(repository, { ...options, cursor }));
  }

  /** What a tag points to, without counting as a pull. */
  resolve(repository: string, reference: string, options: RequestOptions = {}): Promise<Descriptor> {
    return this.#manifests.resolve(repository, reference, options.signal);
  }

  getManifest(repository: string, reference: string, options: RequestOptions = {}): Promise<Manifest> {
    return this.#manifests.get(repository, reference, options.signal);
  }

  /** The images in an index, with those of the indexes in it. */
  getIndexLeaves(repository: string, index: IndexManifest, options: RequestOptions = {}): Promise<readonly IndexLeaf[]> {
    return this.#manifests.leaves(repository, index, options.signal);
  }

  /** Reads the configuration of an image whose manifest has that `config`. */
  getConfig(repository: string, config: BlobDescriptor, options: RequestOptions = {}): Promise<ImageConfig> {
    return this.#blobs.imageConfig(repository, config, options.signal);
  }

  /** Reads a small blob that is a JSON object: the configuration of what is no image. */
  getJsonBlob(repository: string, blob: BlobDescriptor, options: RequestOptions = {}): Promise<JsonObject> {
    return this.#blobs.json(repository, blob, options.signal);
  }

  /** The whole of a blob of at most so many bytes, checked. */
  readBlob(repository: string, blob: BlobDescriptor, maxBytes: number, options: RequestOptions = {}): Promise<Uint8Array> {
    return this.#blobs.read(repository, blob, maxBytes, options.signal);
  }

  /** Size in bytes, or undefined where the repository does not have it. */
  findBlob(repository: string, digest: string, options: RequestOptions = {}): Promise<number | undefined> {
    return this.#blobs.find(repository, digest, options.signal);
  }

  /** Streams a blob, verified. At most half of the places for requests are given to open blobs. */
  getBlob(repository: string, blob: BlobDescriptor, options: BlobOptions = {}): Promise<Blob> {
    return this.#blobs.open(repository, blob, options);
  }

  /** What refers to a manifest: by the API, else by the fallback tag, else nothing. */
  listReferrers(repository: string, digest: string, options: ReferrersOptions = {}): Promise<ReferrersPage> {
    return this.#referrers.list(repository, digest, options);
  }

  /** Removes a manifest and all its tags. */
  deleteManifest(repository: string, digest: string, options: RequestOptions = {}): Promise<void> {
    return this.#manifests.delete(repository, digest, options.signal);
  }

  /** Removes one tag; `unsupported` where the registry can only delete manifests. */
  deleteTag(repository: string, tag: string, options: RequestOptions = {}): Promise<void> {
    return this.#manifests.deleteTag(repository, tag, options.signal);
  }

  /** Stores a manifest under a tag or its digest; gives its digest. */
  putManifest(repository: string, reference: string, manifest: StoredManifest, options: RequestOptions = {}): Promise<string> {
    return this.#manifests.put(repository, reference, manifest, options.signal);
  }

  /** Whether the registry took the blob over from another of its repositories. */
  mountBlob(repository: string, digest: string, from: string, options: RequestOptions = {}): Promise<boolean> {
    return this.#uploads.mount(repository, digest, from, options.signal);
  }

  uploadBlob(repository: string, source: BlobSource, options: UploadOptions = {}): Promise<UploadResult> {
    return this.#uploads.upload(repository, source, options);
  }

  /** Aborts what is under way. */
  dispose(): void {
    this.#transport.dispose();
  }

  #askBase(signal: AbortSignal | undefined): Promise<HttpResponse> {
    return this.#transport.send({ method: "GET", url: this.#http.url("/"), signal, maxBytes: maxPingBytes });
  }
}
