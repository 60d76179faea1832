import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { allowEverybody, type Authenticator, createBasicAuthenticator, createBearerAuthenticator } from "./authenticator.ts";
import { ContentStore } from "./contentStore.ts";
import { dispatch } from "./dispatch.ts";
import { type Exchange, type Handler, sendFault } from "./exchange.ts";
import { Fault } from "./fault.ts";
import { listen } from "./listen.ts";
import type { RegistryOptions } from "./registryOptions.ts";
import { RequestLog } from "./requestLog.ts";
import { neededAccess, parseRoute } from "./route.ts";
import { createTokenEndpoint } from "./tokenEndpoint.ts";
import { createHmacSigner } from "./tokenSigner.ts";
import { UploadSessions } from "./uploadSessions.ts";

export interface Registry {
  readonly listener: RequestListener;
  readonly store: ContentStore;
  readonly requests: RequestLog;
}

export interface RunningRegistry extends Omit<Registry, "listener"> {
  /** Origin, without a slash at the end. */
  readonly url: string;
  /** `host:port`, as in an image reference. */
  readonly host: string;
  close(): Promise<void>;
}

const service = "embedded-registry";

/** Starts an OCI distribution registry (specification 1.1) in this process, on loopback, with its content in memory. */
export async function startRegistry(options: RegistryOptions = {}): Promise<RunningRegistry> {
  const { listener, store, requests } = createRegistry(options);
  const server = await listen(listener, options);
  const host = `${options.hostname ?? "127.0.0.1"}:${server.port}`;
  const url = `${options.tls === undefined ? "http" : "https"}://${host}`;
  return { url, host, store, requests, close: () => server.close() };
}

/** The same registry for a server that somebody else runs, under any host name: its token endpoint is at the origin that was asked. */
export function createRegistry(options: RegistryOptions = {}): Registry {
  const store = options.content ?? new ContentStore();
  const requests = new RequestLog();
  const handle = createHandler(options, store);
  const listener: RequestListener = (request, response) => {
    requests.add(request, response);
    void answer(handle, request, response);
  };
  return { listener, store, requests };
}

async function answer(handle: Handler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = URL.parse(request.url ?? "", "http://registry") ?? new URL("http://registry/");
  const exchange: Exchange = { request, response, method: request.method ?? "", url };
  try {
    response.setHeader("docker-distribution-api-version", "registry/2.0");
    await handle(exchange);
  } catch (error) {
    sendFault(exchange, error instanceof Fault ? error : new Fault(500, "UNKNOWN", "unknown error"));
  }
}

function createHandler(options: RegistryOptions, store: ContentStore): Handler {
  const { authenticate, tokens } = createAuth(options);
  const sessions = new UploadSessions(options.maxBlobBytes ?? 1024 ** 3);
  return (exchange) => {
    const { request, method, url } = exchange;
    if (url.pathname === "/token" && tokens !== undefined) return tokens(exchange);
    const route = parseRoute(url.pathname);
    if (route === undefined) throw new Fault(404, "UNSUPPORTED", "page not found");
    authenticate(request, neededAccess(route, method, url.searchParams.get("from")));
    return dispatch(exchange, route, options, store, sessions);
  };
}

interface Auth {
  readonly authenticate: Authenticator;
  /** The token endpoint, where there is one. */
  readonly tokens?: Handler;
}

function createAuth({ auth, now = Date.now }: RegistryOptions): Auth {
  if (auth === undefined || auth.kind === "none") return { authenticate: allowEverybody };
  if (auth.kind === "basic") return { authenticate: createBasicAuthenticator(auth) };
  const signer = createHmacSigner();
  return {
    authenticate: createBearerAuthenticator({ service, verifier: signer, now }),
    tokens: createTokenEndpoint({ ...auth, issuer: service, service, signer, now, lifetimeSeconds: auth.lifetimeSeconds ?? 300 }),
  };
}
