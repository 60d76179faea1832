import { createSecureContext, getCACertificates, type SecureContext, type SecureContextOptions } from "node:tls";
import Agent from "undici/lib/dispatcher/agent.js";
import api from "undici/lib/api/index.js";
import Dispatcher from "undici/lib/dispatcher/dispatcher.js";
import Pool from "undici/lib/dispatcher/pool.js";
import ProxyAgent from "undici/lib/dispatcher/proxy-agent.js";
import type { Secret } from "../../core/secret.ts";
import { connectionError, ProxyUnreachable } from "./connectionError.ts";
import { bypassesProxy } from "./noProxy.ts";
import { RegistryError } from "../../core/registryError.ts";
import { ResponseHeaders, type Transport, type TransportRequest, type TransportResponse } from "./transport.ts";

// Only undici's main entry, which also replaces the process's global dispatcher, gives its dispatchers `request` and `connect`.
Object.assign(Dispatcher.prototype, api);

export interface TransportOptions {
  /** PEM certificates to trust besides Node's own and those of NODE_EXTRA_CA_CERTS, at registries and at the proxy. */
  readonly ca?: readonly string[];
  /** PEM pairs to show to a registry that asks for one. */
  readonly clientCertificates?: readonly { readonly certificate: string; readonly key: string }[];
  /** Also trust what the system trusts. Read once somebody shows a certificate that nothing else vouches for: that takes up to 100 ms. */
  readonly systemCertificates?: boolean;
  /** Takes any certificate of a registry. */
  readonly skipVerify?: boolean;
  /** Until a connection stands, TLS included. */
  readonly dialTimeoutMs?: number;
  /** `http://` or `https://`, perhaps with user name and password. Loopback is reached without it. */
  readonly proxy?: string;
  /** Hosts to reach without the proxy, as `bypassesProxy` reads them. */
  readonly noProxy?: readonly string[];
  /** Value of `Proxy-Authorization`, in place of what the proxy's URL has. */
  readonly proxyAuthorization?: Secret;
  /** Whether the certificate of an `https:` proxy itself is checked. */
  readonly proxyStrictSsl?: boolean;
}

interface Proxy {
  readonly agent: ProxyAgent;
  readonly host: string;
}

const defaultDialTimeoutMs = 10_000;

/**
 * A transport with connections of its own, HTTP/2 where the server wants it. Throws RegistryError: `tls-failed` for
 * certificates that cannot be used, `proxy-failed` for a proxy that is not a URL.
 */
export function createUndiciTransport(options: TransportOptions = {}): Transport {
  const narrow = createConnections(options);
  if (options.systemCertificates !== true) return narrow;
  let wide: Transport | undefined;
  return {
    async request(request) {
      if (wide !== undefined) return wide.request(request);
      try {
        return await narrow.request(request);
      } catch (error) {
        // The handshake failed: nothing of the request was sent.
        if (!RegistryError.is(error, "tls-untrusted", "proxy-untrusted")) throw error;
        wide ??= createConnections({ ...options, ca: [...getCACertificates("system"), ...(options.ca ?? [])] });
        return wide.request(request);
      }
    },
    dispose() {
      narrow.dispose();
      wide?.dispose();
    },
  };
}

function createConnections(options: TransportOptions): Transport {
  const timeout = options.dialTimeoutMs ?? defaultDialTimeoutMs;
  const requestTls = { timeout, rejectUnauthorized: options.skipVerify !== true, ...registryContext(options) };
  const direct = new Agent({ connect: requestTls });
  const proxy = options.proxy === undefined ? undefined : createProxy(options.proxy, options, requestTls);
  return {
    async request(request) {
      if (proxy === undefined || bypassesProxy(request.url, options.noProxy ?? [])) return exchange(direct, request);
      return exchange(proxy.agent, request, proxy.host);
    },
    dispose() {
      void direct.destroy();
      void proxy?.agent.destroy();
    },
  };
}

async function exchange(dispatcher: Dispatcher, request: TransportRequest, proxyHost?: string): Promise<TransportResponse> {
  const { url, signal } = request;
  try {
    const { statusCode, headers, body } = await dispatcher.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: request.method,
      headers: { ...request.headers },
      body: request.body ?? null,
      signal,
      headersTimeout: request.headersTimeoutMs,
      bodyTimeout: request.bodyTimeoutMs,
    });
    // Destroying a body that nobody reads emits an error.
    body.on("error", () => {});
    return {
      status: statusCode,
      headers: new ResponseHeaders(headers),
      body: readChunks(body, url, signal),
      discard: () => body.destroy(),
    };
  } catch (error) {
    signal?.throwIfAborted();
    throw connectionError(error, url, proxyHost);
  }
}

async function* readChunks(body: AsyncIterable<Uint8Array>, url: URL, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    signal?.throwIfAborted();
    throw connectionError(error, url);
  }
}

function registryContext({ ca, clientCertificates }: TransportOptions): { secureContext?: SecureContext } {
  if (ca === undefined && clientCertificates === undefined) return {};
  const pairs = clientCertificates ?? [];
  const shown = pairs.length === 0 ? {} : { cert: pairs.map((pair) => pair.certificate), key: pairs.map((pair) => pair.key) };
  return readCertificates(() => createSecureContext({ ...trusted(ca), ...shown }));
}

/** Read once for all connections: parsing the whole list takes milliseconds. */
function readCertificates(create: () => SecureContext): { secureContext: SecureContext } {
  try {
    return { secureContext: create() };
  } catch (cause) {
    throw new RegistryError("tls-failed", "a certificate or its key cannot be used", { cause });
  }
}

/** What is trusted beside the system's authorities need not sign itself, as for Go: an intermediate one will do, or the server's own certificate. */
function trusted(ca: readonly string[] | undefined): SecureContextOptions {
  return ca === undefined ? {} : { ca: [...getCACertificates("default"), ...ca], allowPartialTrustChain: true };
}

function createProxy(proxy: string, options: TransportOptions, requestTls: Dispatcher.ConnectOptions): Proxy {
  const uri = URL.parse(proxy);
  if (uri === null || !/^https?:$/.test(uri.protocol) || !isPercentEncoded(uri.username + uri.password)) {
    throw new RegistryError("proxy-failed", "the proxy is not an http: or https: URL", { params: { proxy: uri?.host ?? "" } });
  }
  const { ca, proxyAuthorization, proxyStrictSsl } = options;
  const agent = new ProxyAgent({
    uri: uri.href,
    ...(proxyAuthorization === undefined ? {} : { token: proxyAuthorization.reveal() }),
    requestTls,
    clientFactory: (origin, { connect }) =>
      new Pool(origin, {
        connect: (target, done) => connect(target, (error, socket) => done(error && new ProxyUnreachable(error), socket)),
      }),
    proxyTls: {
      timeout: requestTls.timeout,
      rejectUnauthorized: proxyStrictSsl !== false,
      ...(ca === undefined ? {} : readCertificates(() => createSecureContext(trusted(ca)))),
    },
  });
  return { agent, host: uri.host };
}

function isPercentEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
