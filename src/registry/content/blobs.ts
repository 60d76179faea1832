import { Digester, digestLike } from "../../core/digest.ts";
import { bodyTooLarge, digestMismatch, invalidResponse, requireDigest } from "../http/errorKinds.ts";
import { type ImageConfig, readImageConfig } from "./imageConfig.ts";
import { contentLength } from "../http/contentLength.ts";
import type { HttpRequest, HttpResponse, HttpStream } from "../http/httpClient.ts";
import type { JsonObject } from "../http/json.ts";
import type { Descriptor } from "./manifest.ts";
import { RegistryError } from "../../core/registryError.ts";
import { repositoryPath } from "../repositoryPath.ts";
import { parseJsonObject } from "../http/responseBody.ts";
import type { Scope } from "../auth/scope.ts";
import type { AuthenticatedHttp } from "../authenticatedHttp.ts";

export interface BlobOptions {
  /** First byte that is wanted. What comes from within a blob cannot be checked against its digest. */
  readonly start?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface Blob {
  /**
   * Ends with `digest-mismatch` where the bytes are not what the digest says, and with `body-too-large` where there are
   * more than the descriptor's size. Read it to its end, leave its loop, or call `discard`.
   */
  readonly body: AsyncIterable<Uint8Array>;
  discard(): void;
}

/** A blob's digest and size, as its manifest's descriptor has them. */
export type BlobDescriptor = Pick<Descriptor, "digest" | "size">;

/** How a HEAD is refused where a GET may not be. 404 is not among them: it tells that the blob is not there (distribution-spec, "Pulling blobs"). */
const headRefusals: readonly number[] = [400, 403, 405, 501];

export class Blobs {
  readonly #http: AuthenticatedHttp;

  constructor(http: AuthenticatedHttp) {
    this.#http = http;
  }

  /** Size in bytes, or undefined where the repository does not have it. */
  async find(repository: string, digest: string, signal: AbortSignal | undefined): Promise<number | undefined> {
    const response = await this.#head(repository, digest, signal);
    if (response.status === 404) return undefined;
    const size = response.status === 200 ? contentLength(response.headers) : undefined;
    return size ?? this.#findByGet(repository, digest, signal);
  }

  /** Whether the repository has it. */
  async exists(repository: string, digest: string, signal: AbortSignal | undefined): Promise<boolean> {
    const { status } = await this.#head(repository, digest, signal);
    if (status === 200 || status === 404) return status === 200;
    return (await this.#findByGet(repository, digest, signal)) !== undefined;
  }

  /** Opens a blob of any size; nothing of it is held in memory. */
  async open(repository: string, blob: BlobDescriptor, options: BlobOptions): Promise<Blob> {
    const start = options.start ?? 0;
    const { host } = this.#http.options.endpoint;
    const request: HttpRequest = {
      method: "GET",
      url: this.#url(repository, blob.digest),
      headers: start === 0 ? {} : { range: `bytes=${start}-` },
      signal: options.signal,
      maxBytes: 0,
    };
    const response = await this.#http.stream(pull(repository), request, [200, 206]);
    const skip = skipOf(response, start, host);
    const body = response.body ?? [];
    return { body: start === 0 ? verified(body, blob, host) : cut(body, skip, blob.size - start, host), discard: () => response.discard() };
  }

  /** The whole of a small blob, checked. Unlike a stream it must be there before the deadline. */
  async read(repository: string, blob: BlobDescriptor, maxBytes: number, signal: AbortSignal | undefined): Promise<Uint8Array> {
    const { host } = this.#http.options.endpoint;
    if (blob.size > maxBytes) throw bodyTooLarge(host, maxBytes);
    const url = this.#url(repository, blob.digest);
    const request: HttpRequest = { method: "GET", url, headers: { "accept-encoding": "identity" }, signal, maxBytes: blob.size };
    const response = await this.#http.send(pull(repository), request, [200]);
    verify(digestLike(blob.digest, response.bytes), blob, host);
    return response.bytes;
  }

  async imageConfig(repository: string, config: BlobDescriptor, signal: AbortSignal | undefined): Promise<ImageConfig> {
    return readImageConfig(await this.json(repository, config, signal));
  }

  /** A blob that is a JSON object, no larger than a configuration may be. */
  async json(repository: string, blob: BlobDescriptor, signal: AbortSignal | undefined): Promise<JsonObject> {
    const { endpoint, limits } = this.#http.options;
    return parseJsonObject(await this.read(repository, blob, limits.configBytes, signal), endpoint.host);
  }

  #head(repository: string, digest: string, signal: AbortSignal | undefined): Promise<HttpResponse> {
    const request: HttpRequest = { method: "HEAD", url: this.#url(repository, digest), signal, maxBytes: 0 };
    return this.#http.send(pull(repository), request, [200, 404, ...headRefusals]);
  }

  /** Asks for the first byte, which an empty blob has not got. */
  async #findByGet(repository: string, digest: string, signal: AbortSignal | undefined): Promise<number | undefined> {
    const request: HttpRequest = {
      method: "GET",
      url: this.#url(repository, digest),
      headers: { range: "bytes=0-0" },
      signal,
      maxBytes: 0,
    };
    const response = await this.#http.stream(pull(repository), request, [200, 206, 404, 416]);
    response.discard();
    if (response.status === 404) return undefined;
    const total = /\/(\d{1,15})$/.exec(response.headers.get("content-range") ?? "")?.[1];
    const size = response.status === 200 ? contentLength(response.headers) : total === undefined ? undefined : Number(total);
    if (size === undefined) throw invalidResponse(this.#http.options.endpoint.host, "a blob without a length");
    return size;
  }

  #url(repository: string, digest: string): URL {
    return this.#http.url(`/${repositoryPath(repository)}/blobs/${requireDigest(digest)}`);
  }
}

function pull(repository: string): Scope {
  return { kind: "repository", repository, action: "pull" };
}

/** How many bytes come before those that are wanted: a server may ignore a range and send everything (RFC 9110, section 14.2). */
function skipOf(response: HttpStream, start: number, host: string): number {
  if (response.status === 200) return start;
  const from = Number(/^bytes (\d+)-/.exec(response.headers.get("content-range") ?? "")?.[1] ?? Number.NaN);
  if (from === start) return 0;
  response.discard();
  throw invalidResponse(host, "another part of a blob than asked for");
}

async function* verified(
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  blob: BlobDescriptor,
  host: string,
): AsyncGenerator<Uint8Array> {
  const digester = new Digester(blob.digest);
  for await (const chunk of cut(body, 0, blob.size, host)) {
    digester.update(chunk);
    yield chunk;
  }
  verify(digester.finish(), blob, host);
}

function verify(actual: string, blob: BlobDescriptor, host: string): void {
  if (actual !== blob.digest) throw digestMismatch(host, blob.digest, actual);
}

/** `length` bytes after the first `skip`. More is an error, less is a lost connection. */
async function* cut(
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  skip: number,
  length: number,
  host: string,
): AsyncGenerator<Uint8Array> {
  let toSkip = skip;
  let left = length;
  for await (const chunk of body) {
    const wanted = chunk.subarray(Math.min(toSkip, chunk.length));
    toSkip -= chunk.length - wanted.length;
    left -= wanted.length;
    if (left < 0) throw bodyTooLarge(host, length);
    if (wanted.length > 0) yield wanted;
  }
  if (left > 0) throw new RegistryError("connection-lost", `${host} sent ${left} bytes less than it should have`, { params: { host } });
}
