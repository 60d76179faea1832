import { toError } from "../../core/errors.ts";
import type { Blobs } from "./blobs.ts";
import { invalidResponse, requireDigest } from "../http/errorKinds.ts";
import type { HttpRequest, HttpResponse } from "../http/httpClient.ts";
import { RegistryError } from "../../core/registryError.ts";
import { repositoryPath } from "../repositoryPath.ts";
import { backoffMs } from "../http/retry.ts";
import type { Scope } from "../auth/scope.ts";
import type { AuthenticatedHttp } from "../authenticatedHttp.ts";

export interface BlobSource {
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
  /** The content from that byte on; called again where a broken upload goes on. */
  open(offset: number, signal: AbortSignal | undefined): Promise<AsyncIterable<Uint8Array>> | AsyncIterable<Uint8Array>;
}

export interface UploadOptions {
  /** A repository of the same registry that may have the blob: then nothing is sent. */
  readonly mountFrom?: string | undefined;
  /**
   * Sends so many bytes a request, or more where the registry wants more; without it, all in one, as docker does, which every
   * registry takes.
   */
  readonly chunkBytes?: number | undefined;
  /** Bytes sent so far; goes back where a part must be sent again. */
  readonly onProgress?: ((sent: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export type UploadResult = "uploaded" | "mounted" | "exists";

interface Upload {
  readonly repository: string;
  readonly source: BlobSource;
  readonly options: UploadOptions;
  /** Bytes of each request but the last. */
  readonly chunkBytes: number;
  /** Where the next request goes: each answer may name another address. */
  location: URL;
  /** Bytes that the registry has. */
  offset: number;
}

/** A body takes as long as it takes; silence is what ends it. */
const bodyDeadlineMs = 24 * 60 * 60 * 1000;
const cancelDeadlineMs = 20_000;
/** Broken off, an upload is taken up again this often without having got any further. */
const maxResumptions = 4;

/** Blob uploads (distribution-spec, "Pushing Blobs"): streamed, in one request or in chunks, taken up again where they broke off. */
export class Uploads {
  readonly #http: AuthenticatedHttp;
  readonly #blobs: Blobs;

  constructor(http: AuthenticatedHttp, blobs: Blobs) {
    this.#http = http;
    this.#blobs = blobs;
  }

  /** Whether the registry could take the blob over from another repository ("Mounting a blob from another repository"). */
  async mount(repository: string, digest: string, from: string, signal: AbortSignal | undefined): Promise<boolean> {
    const response = await this.#start(repository, digest, from, signal);
    if (response.status === 201) return true;
    this.#cancel(repository, this.#location(response));
    return false;
  }

  async upload(repository: string, source: BlobSource, options: UploadOptions): Promise<UploadResult> {
    if (await this.#blobs.exists(repository, source.digest, options.signal)) return "exists";
    const started = await this.#start(repository, source.digest, options.mountFrom, options.signal);
    if (started.status === 201) return "mounted";
    const chunkBytes = Math.max(options.chunkBytes ?? Infinity, leastChunk(started));
    const upload: Upload = { repository, source, options, chunkBytes, location: this.#location(started), offset: 0 };
    try {
      await this.#sendAll(upload);
      await this.#finish(upload);
      return "uploaded";
    } catch (error) {
      this.#cancel(repository, upload.location);
      throw error;
    }
  }

  async #start(repository: string, digest: string, from: string | undefined, signal: AbortSignal | undefined): Promise<HttpResponse> {
    const query =
      from === undefined ? "" : `?mount=${encodeURIComponent(requireDigest(digest))}&from=${encodeURIComponent(repositoryPath(from))}`;
    const url = this.#http.url(`/${repositoryPath(repository)}/blobs/uploads/${query}`);
    const scope: Scope = { kind: "repository", repository, action: "push", ...(from === undefined ? {} : { from }) };
    return this.#http.send(scope, { method: "POST", url, headers: { "content-length": "0" }, signal, maxBytes: 0 }, [201, 202]);
  }

  async #sendAll(upload: Upload): Promise<void> {
    const { source, options } = upload;
    let furthest = 0;
    for (let failures = 0; upload.offset < source.size;) {
      const error = await this.#sendFrom(upload).then(() => undefined, toError);
      if (error !== undefined) {
        if (options.signal?.aborted === true || !isResumable(error)) throw error;
        await this.#http.options.clock.sleep(backoffMs(failures), options.signal);
        await this.#locate(upload);
      }
      failures = upload.offset > furthest ? 0 : failures + 1;
      furthest = Math.max(furthest, upload.offset);
      if (failures > maxResumptions) throw error ?? invalidResponse(this.#http.options.endpoint.host, "an upload that gets no further");
    }
  }

  /** Sends from the offset on, out of one opening of the source: to its end, or until the registry has kept less than it was sent. */
  async #sendFrom(upload: Upload): Promise<void> {
    const { source, options } = upload;
    const reader = new ChunkReader(await source.open(upload.offset, options.signal));
    try {
      while (upload.offset < source.size) {
        const end = Math.min(upload.offset + upload.chunkBytes, source.size);
        await this.#sendChunk(upload, reader, end - upload.offset);
        if (upload.offset !== end) return;
      }
    } finally {
      await reader.close();
    }
  }

  async #sendChunk(upload: Upload, reader: ChunkReader, length: number): Promise<void> {
    const { source, options, offset } = upload;
    const headers: Record<string, string> = { "content-type": "application/octet-stream", "content-length": String(length) };
    if (length < source.size) headers["content-range"] = `${offset}-${offset + length - 1}`;
    const body = reader.take(length, (read) => options.onProgress?.(offset + read));
    const request = {
      method: "PATCH",
      url: upload.location,
      headers,
      body,
      signal: options.signal,
      deadlineMs: bodyDeadlineMs,
      maxBytes: 0,
    };
    const response = await this.#http.send(push(upload.repository), request, [202]);
    this.#proceed(upload, response, offset + length);
  }

  /** Asks how much the registry has got. */
  async #locate(upload: Upload): Promise<void> {
    const request: HttpRequest = { method: "GET", url: upload.location, signal: upload.options.signal, maxBytes: 0 };
    const response = await this.#http.send(push(upload.repository), request, [204]);
    this.#proceed(upload, response, 0);
  }

  /** `Range: 0-1023` tells the last byte that is there. `0-0` may also mean none, so it tells nothing. */
  #proceed(upload: Upload, response: HttpResponse, otherwise: number): void {
    if (response.headers.get("location") !== undefined) upload.location = this.#location(response);
    const last = Number(/^(?:bytes=)?0-(\d+)$/.exec(response.headers.get("range")?.trim() ?? "")?.[1] ?? 0);
    upload.offset = last === 0 ? otherwise : last + 1;
    upload.options.onProgress?.(upload.offset);
  }

  async #finish(upload: Upload): Promise<void> {
    const { repository, source, options } = upload;
    const url = new URL(upload.location.href);
    url.search = [url.search.slice(1), `digest=${encodeURIComponent(source.digest)}`].filter((part) => part !== "").join("&");
    const headers = { "content-length": "0", "content-type": "application/octet-stream" };
    const request: HttpRequest = { method: "PUT", url, headers, signal: options.signal, maxBytes: 0 };
    const answer = await this.#http.ask(push(repository), request, (authorized) => this.#http.options.http.send(authorized));
    if (answer.response.status === 201 || answer.response.status === 204) return;
    // A repeated PUT whose first answer was lost finds the upload gone, and the blob there.
    if (answer.response.status === 404 && (await this.#blobs.exists(repository, source.digest, options.signal))) return;
    this.#http.check(answer, [201]);
  }

  /** Frees what the registry keeps of an upload. Nobody waits for it, or minds a failure: registries also forget by themselves. */
  #cancel(repository: string, location: URL): void {
    const request = { method: "DELETE", url: location, retries: 0, deadlineMs: cancelDeadlineMs, maxBytes: 0 };
    this.#http.send(push(repository), request, [200, 202, 204]).catch(() => {});
  }

  #location(response: HttpResponse): URL {
    const { host } = this.#http.options.endpoint;
    const location = response.headers.get("location");
    const url = location === undefined ? null : URL.parse(location, response.url.href);
    if (url === null) throw invalidResponse(host, "no address for the upload");
    // Behind a proxy that ends TLS, a registry may believe that it is spoken to in plain HTTP.
    if (url.host === response.url.host) url.protocol = response.url.protocol;
    return url;
  }
}

/** The content of a source, taken in pieces. */
class ChunkReader {
  readonly #iterator: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array();

  constructor(content: AsyncIterable<Uint8Array>) {
    this.#iterator = content[Symbol.asyncIterator]();
  }

  /** The next `length` bytes, or fewer at the end. */
  async *take(length: number, onRead: (read: number) => void): AsyncGenerator<Uint8Array> {
    for (let read = 0; read < length;) {
      if (this.#rest.length === 0) {
        const next = await this.#iterator.next();
        if (next.done === true) return;
        this.#rest = next.value;
      }
      const piece = this.#rest.subarray(0, length - read);
      this.#rest = this.#rest.subarray(piece.length);
      read += piece.length;
      yield piece;
      onRead(read);
    }
  }

  async close(): Promise<void> {
    await this.#iterator.return?.();
  }
}

/** `OCI-Chunk-Min-Length` (distribution-spec, "Pushing a blob in chunks"). */
function leastChunk(started: HttpResponse): number {
  return Number(/^\d{1,15}$/.exec(started.headers.get("oci-chunk-min-length")?.trim() ?? "")?.[0] ?? 0);
}

function push(repository: string): Scope {
  return { kind: "repository", repository, action: "push" };
}

/** What may have broken off in passing. 401: a token that expired on the way; 416: we disagree about how much is there. */
function isResumable(error: unknown): boolean {
  if (RegistryError.is(error, "connection-lost", "server-error", "rate-limited", "unauthorized")) return true;
  return RegistryError.is(error) && error.status === 416;
}
