import type { Clock } from "../../core/clock.ts";
import type { Disposable } from "../../core/disposable.ts";
import type { Logger } from "../../core/logger.ts";
import { Deadline } from "./deadline.ts";
import { type RegistryEndpoint, isSchemeAllowed } from "../endpoint.ts";
import { maxErrorBytes } from "./errorBody.ts";
import { redirectRefused } from "./errorKinds.ts";
import { type HostLease, HostLeases } from "./hostLeases.ts";
import type { RegistryLimits } from "../limits.ts";
import { type RateLimit, readRateLimit } from "./rateLimit.ts";
import { RegistryError } from "../../core/registryError.ts";
import { acceptEncoding, readBeginning, readBody } from "./responseBody.ts";
import { backoffMs, isPassingError, isPassingStatus, retryAfterMs } from "./retry.ts";
import { Semaphore } from "./semaphore.ts";
import type { RequestBody, ResponseHeaders, Transport, TransportResponse } from "./transport.ts";
import { WarningLog } from "./warningLog.ts";

export interface HttpClientOptions {
  readonly endpoint: RegistryEndpoint;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly userAgent: string;
  readonly limits: RegistryLimits;
}

export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Goes to the origin of `url` only. */
  readonly authorization?: string | undefined;
  /** An iterable can be sent once: such a request is not repeated. */
  readonly body?: RequestBody;
  readonly signal?: AbortSignal | undefined;
  /** Limit of a 2xx answer that is read whole; what a failed one says has a limit of its own. */
  readonly maxBytes: number;
  /** Asked of each redirect to another origin, where not all will do. */
  readonly mayRedirectTo?: (target: URL) => boolean;
  /** In place of the client's own number. */
  readonly retries?: number;
  /** For bodies whose sending takes as long as it takes. */
  readonly deadlineMs?: number;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: ResponseHeaders;
  /** Where the answer came from, after redirects. */
  readonly url: URL;
  /** A redirect led to another origin: what it asks for is not what the registry asks for. */
  readonly crossOrigin: boolean;
  readonly bytes: Buffer;
}

export interface HttpStream extends HttpResponse {
  /** Of a 2xx answer. Read it to its end, leave its loop, or call `discard`. */
  readonly body: AsyncIterable<Uint8Array> | undefined;
  discard(): void;
}

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

interface Exchange {
  readonly response: TransportResponse;
  readonly url: URL;
  readonly crossOrigin: boolean;
}

/** Exchanges with a registry and with what it points to: bounded, repeated where that is safe, redirected without credentials. */
export class HttpClient implements Disposable {
  readonly #options: HttpClientOptions;
  readonly #leases: HostLeases;
  /** Fewer than places, so that copying within one registry always has one left to write with. */
  readonly #streams: Semaphore;
  readonly #warnings: WarningLog;
  readonly #lifetime = new AbortController();
  /** How many requests were sent, which is also the number of the last one in the log. */
  #sent = 0;
  #rateLimit: RateLimit | undefined;

  constructor(options: HttpClientOptions) {
    this.#options = options;
    this.#leases = new HostLeases(options.limits.inFlight);
    this.#streams = new Semaphore(Math.max(1, Math.floor(options.limits.inFlight / 2)));
    this.#warnings = new WarningLog(options.logger, options.endpoint.host);
  }

  get endpoint(): RegistryEndpoint {
    return this.#options.endpoint;
  }

  /** What the registry last said of its limits. */
  get rateLimit(): RateLimit | undefined {
    return this.#rateLimit;
  }

  /** Any answer, with its whole body. Rejects with RegistryError where there is none, or with the signal's reason. */
  async send(request: HttpRequest): Promise<HttpResponse> {
    const lease = await this.#leases.take(request.url.origin, this.#join(request.signal));
    const deadline = this.#deadline(request);
    try {
      return await this.#repeat(request, deadline.signal, async () => {
        const exchange = await this.#follow(request, lease, deadline.signal, true);
        return this.#read(exchange, request.maxBytes);
      });
    } finally {
      deadline.dispose();
      lease.release();
    }
  }

  /** Like `send`, but a 2xx answer's body is left to be read by the caller, as it was sent, at any length. */
  async stream(request: HttpRequest): Promise<HttpStream> {
    const leaveStreams = await this.#streams.acquire(this.#join(request.signal));
    const lease = await this.#leases.take(request.url.origin, this.#join(request.signal)).catch((error: unknown) => {
      leaveStreams();
      throw error;
    });
    const deadline = this.#deadline(request);
    const free = (): void => {
      lease.release();
      leaveStreams();
    };
    try {
      const opened = await this.#repeat(request, deadline.signal, async () => {
        const exchange = await this.#follow(request, lease, deadline.signal, false);
        return this.#open(exchange, free);
      });
      if (opened.body === undefined) free();
      return opened;
    } catch (error) {
      free();
      throw error;
    } finally {
      deadline.dispose();
    }
  }

  dispose(): void {
    this.#lifetime.abort();
  }

  #join(signal: AbortSignal | undefined): AbortSignal {
    return signal === undefined ? this.#lifetime.signal : AbortSignal.any([signal, this.#lifetime.signal]);
  }

  #deadline(request: HttpRequest): Deadline {
    const ms = request.deadlineMs ?? this.#options.limits.deadlineMs;
    return new Deadline(ms, this.#options.clock, request.url.host, [request.signal, this.#lifetime.signal]);
  }

  async #repeat<T extends HttpResponse>(request: HttpRequest, signal: AbortSignal, attempt: () => Promise<T>): Promise<T> {
    const { clock, limits, logger } = this.#options;
    const retries = isSendableAgain(request) ? (request.retries ?? limits.retries) : 0;
    for (let count = 0; ; count++) {
      const result = await attempt().catch((error: unknown) => {
        if (count >= retries || signal.aborted || !isPassingError(error, request.method)) throw error;
        return error as RegistryError;
      });
      if (!(result instanceof RegistryError)) {
        if (count >= retries || !isPassingStatus(result.status, request.method)) return result;
        const wait = retryAfterMs(result.headers, clock.now());
        if (wait !== undefined && wait > limits.longestWaitMs) return result;
        await clock.sleep(wait ?? backoffMs(count), signal);
      } else {
        await clock.sleep(backoffMs(count), signal);
      }
      const what = result instanceof RegistryError ? result.code : result.status;
      logger.debug(`${request.method} ${request.url.host}${request.url.pathname}: once more after ${what}`);
    }
  }

  async #follow(request: HttpRequest, lease: HostLease, signal: AbortSignal, compressed: boolean): Promise<Exchange> {
    let url = request.url;
    let crossOrigin = false;
    for (let hops = 0; ; hops++) {
      await lease.move(url.origin, signal);
      const response = await this.#exchange(request, url, crossOrigin, signal, compressed);
      const isRedirect = redirects.has(response.status) && (request.method === "GET" || request.method === "HEAD");
      if (!isRedirect) return { response, url, crossOrigin };
      await drain(response, url.host);
      if (hops >= this.#options.limits.redirects) throw redirectRefused(url.host, "too many redirects");
      url = redirectTarget(response.headers.get("location"), url);
      // Once outside, always outside: what comes back from there is not the registry's word either.
      crossOrigin ||= url.origin !== request.url.origin;
      if (crossOrigin && request.mayRedirectTo?.(url) === false)
        throw redirectRefused(request.url.host, `to ${url.host}, which must not be asked for this`);
    }
  }

  async #exchange(
    request: HttpRequest,
    url: URL,
    crossOrigin: boolean,
    signal: AbortSignal,
    compressed: boolean,
  ): Promise<TransportResponse> {
    const { endpoint, transport, clock, logger, userAgent, limits } = this.#options;
    if (!isSchemeAllowed(url, endpoint.allowPlainHttp === true)) {
      throw new RegistryError("plain-http-refused", `${url.host} would be asked over plain HTTP`, { params: { host: url.host } });
    }
    const own = url.origin === endpoint.baseUrl.origin && !crossOrigin;
    const start = clock.now();
    const id = ++this.#sent;
    const response = await transport.request({
      method: request.method,
      url,
      headers: {
        ...(own ? lowerCaseNames(endpoint.headers ?? {}) : {}),
        "user-agent": userAgent,
        // The length that HEAD tells must be the content's own.
        "accept-encoding": compressed && request.method !== "HEAD" ? acceptEncoding : "identity",
        ...request.headers,
        ...(request.authorization === undefined || crossOrigin ? {} : { authorization: request.authorization }),
      },
      ...(request.body === undefined ? {} : { body: request.body }),
      signal,
      headersTimeoutMs: limits.headersTimeoutMs,
      bodyTimeoutMs: limits.bodyTimeoutMs,
    });
    logger.debug(`#${id} ${request.method} ${exchangeLine(url, response, request.method)} in ${clock.now() - start} ms`);
    if (own) {
      this.#rateLimit = readRateLimit(response.headers, clock.now()) ?? this.#rateLimit;
      // What was sent besides the authorization, a form or a signed request, may be secret and echoed as well.
      if (request.body === undefined && request.headers?.["authorization"] === undefined)
        this.#warnings.add(response.headers.all("warning"), request.authorization);
    }
    return response;
  }

  async #read(exchange: Exchange, maxBytes: number): Promise<HttpResponse> {
    const { response, url, crossOrigin } = exchange;
    const { status, headers } = response;
    const bytes =
      status < 300
        ? await readBody(response.body, headers, maxBytes, url.host)
        : await readBeginning(response.body, headers, maxErrorBytes, url.host);
    return { status, headers, url, crossOrigin, bytes };
  }

  async #open(exchange: Exchange, free: () => void): Promise<HttpStream> {
    const { response, url, crossOrigin } = exchange;
    const discard = (): void => {
      response.discard();
      free();
    };
    const { status, headers } = response;
    if (status >= 300) return { ...(await this.#read(exchange, 0)), body: undefined, discard };
    return { status, headers, url, crossOrigin, bytes: Buffer.alloc(0), body: finallyCall(response.body, discard), discard };
  }
}

/** A body that streams can be sent once. */
export function isSendableAgain(request: HttpRequest): boolean {
  return typeof request.body !== "object" || request.body instanceof Uint8Array;
}

async function* finallyCall(body: AsyncIterable<Uint8Array>, done: () => void): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } finally {
    done();
  }
}

/** Reads a short body to its end, so that the connection can be used again. */
async function drain(response: TransportResponse, host: string): Promise<void> {
  await readBeginning(response.body, response.headers, maxErrorBytes, host);
  response.discard();
}

function redirectTarget(location: string | undefined, from: URL): URL {
  const target = location === undefined ? null : URL.parse(location, from.href);
  if (target === null || !/^https?:$/.test(target.protocol)) throw redirectRefused(from.host, "to nowhere");
  if (from.protocol === "https:" && target.protocol === "http:")
    throw redirectRefused(from.host, `from HTTPS to plain HTTP at ${target.host}`);
  return target;
}

function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** Without the query, which may carry a signature that opens the storage. */
function exchangeLine({ host, pathname }: URL, { status, headers }: TransportResponse, method: string): string {
  const length = method === "HEAD" ? undefined : headers.get("content-length");
  return `${host}${pathname}: ${status}${length === undefined ? "" : `, ${length} bytes`}`;
}
