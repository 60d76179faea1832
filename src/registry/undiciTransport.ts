import Agent from "undici/lib/dispatcher/agent.js";
import api from "undici/lib/api/index.js";
import Dispatcher from "undici/lib/dispatcher/dispatcher.js";
import { connectionError } from "./connectionError.ts";
import { type Transport, type TransportRequest, type TransportResponse, ResponseHeaders } from "./transport.ts";

// Only undici's main entry, which also replaces the process's global dispatcher, gives its dispatchers `request` and `connect`.
Object.assign(Dispatcher.prototype, api);

export interface TransportOptions {
  /** PEM certificates to trust in place of Node's own list. */
  readonly ca?: readonly string[];
  readonly clientCertificates?: readonly { readonly cert: string; readonly key: string }[];
  /** Trusts any certificate of the registry. */
  readonly skipVerify?: boolean;
  /** Until the connection (TCP and TLS) stands. */
  readonly dialTimeoutMs?: number;
}

export function createUndiciTransport(options: TransportOptions = {}): Transport {
  const agent = new Agent({
    connect: {
      timeout: options.dialTimeoutMs ?? 10_000,
      ...(options.ca === undefined ? {} : { ca: [...options.ca] }),
      ...(options.clientCertificates === undefined
        ? {}
        : { cert: options.clientCertificates.map((pair) => pair.cert), key: options.clientCertificates.map((pair) => pair.key) }),
      rejectUnauthorized: options.skipVerify !== true,
    },
  });
  return {
    async request(request: TransportRequest): Promise<TransportResponse> {
      try {
        const { statusCode, headers, body } = await agent.request({
          origin: request.url.origin,
          path: request.url.pathname + request.url.search,
          method: request.method,
          headers: { ...request.headers },
          body: request.body ?? null,
          signal: request.signal,
          headersTimeout: request.headersTimeoutMs,
          bodyTimeout: request.bodyTimeoutMs,
        });
        // Destroying a body that nobody reads emits an error.
        body.on("error", () => {});
        return { status: statusCode, headers: new ResponseHeaders(headers), body, discard: () => body.destroy() };
      } catch (error) {
        request.signal?.throwIfAborted();
        throw connectionError(error, request.url);
      }
    },
    dispose: () => void agent.destroy(),
  };
}
