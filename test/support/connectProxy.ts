import { createServer, request as forward, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createSecureServer } from "node:http2";
import { connect, type Socket } from "node:net";
import { createSecureContext, type SecureContext } from "node:tls";
import type { Duplex } from "node:stream";
import type { CertificateAuthority } from "./certificates/certificateAuthority.ts";
import { originOf } from "./registry/exchange.ts";
import { listen, listenOn } from "./registry/listen.ts";
import { RequestLog } from "./registry/requestLog.ts";

export interface ConnectProxyOptions {
  /** Signs a certificate for each host name that `authorities` does not have. */
  readonly authority: CertificateAuthority;
  readonly authorities?: Readonly<Record<string, CertificateAuthority>>;
  /** What answers in a host's name, over HTTPS (through CONNECT) and over HTTP. */
  readonly hosts: Readonly<Record<string, RequestListener>>;
  /** When given, others get 407. */
  readonly account?: { readonly username: string; readonly password: string };
}

export interface ConnectProxy {
  readonly url: string;
  /** The tunnels that were asked for, as `host:port`, in order. */
  readonly tunnels: readonly string[];
  /** What went through, and was understood. */
  readonly requests: RequestLog;
  close(): Promise<void>;
}

const challenge = 'Basic realm="proxy"';

/**
 * Starts an HTTP proxy (RFC 9110, section 9.3.6) that leads real host names to servers on loopback. Names that it does
 * not have get 502: nothing leaves this machine.
 */
export async function startConnectProxy({ authority, authorities, hosts, account }: ConnectProxyOptions): Promise<ConnectProxy> {
  const tunnels: string[] = [];
  const requests = new RequestLog();
  const serve: RequestListener = (request, response) => {
    const name = hostOf(request);
    requests.add(request, response);
    const listener = hosts[name];
    if (listener === undefined) response.writeHead(421).end();
    else listener(request, response);
  };
  const secure = await listenOn(createNamedServer((name) => authorities?.[name] ?? authority, serve));
  const plain = await listen(serve);

  const isAllowed = (request: IncomingMessage): boolean => {
    if (account === undefined) return true;
    const expected = Buffer.from(`${account.username}:${account.password}`).toString("base64");
    return request.headers["proxy-authorization"] === `Basic ${expected}`;
  };

  const proxy = createServer((request, response) => {
    if (!isAllowed(request)) response.writeHead(407, { "proxy-authenticate": challenge }).end();
    else if (hosts[hostOf(request)] === undefined) response.writeHead(502).end();
    else forwardTo(plain.port, request, response);
  });
  proxy.on("connect", (request: IncomingMessage, client: Duplex) => {
    client.on("error", () => client.destroy());
    tunnels.push(request.url ?? "");
    if (!isAllowed(request)) return client.end(`HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: ${challenge}\r\n\r\n`);
    if (hosts[(request.url ?? "").replace(/:\d+$/, "")] === undefined) return client.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    return tunnel({ tls: secure.port, http: plain.port }, client);
  });
  const server = await listenOn(proxy);
  return {
    url: `http://127.0.0.1:${server.port}`,
    tunnels,
    requests,
    close: async () => {
      await Promise.all([server.close(), secure.close(), plain.close()]);
    },
  };
}

/** A TLS server that has a certificate for every name that it is asked for. */
function createNamedServer(
  authorityOf: (name: string) => CertificateAuthority,
  serve: RequestListener,
): ReturnType<typeof createSecureServer> {
  const contexts = new Map<string, SecureContext>();
  const contextFor = (name: string): SecureContext => {
    const context = contexts.get(name) ?? createSecureContext(authorityOf(name).issue({ commonName: name, names: [name] }));
    contexts.set(name, context);
    return context;
  };
  return createSecureServer(
    { allowHTTP1: true, SNICallback: (name, answer) => answer(null, contextFor(name)) },
    // HTTP/2's compatibility API has what the handlers use.
    serve as unknown as Parameters<typeof createSecureServer>[1],
  );
}

const tlsHandshake = 0x16;

/** The first byte tells what is spoken within a tunnel. */
function tunnel(ports: { readonly tls: number; readonly http: number }, client: Duplex): void {
  client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
  client.once("data", (first: Buffer) => {
    const upstream: Socket = connect(first[0] === tlsHandshake ? ports.tls : ports.http, "127.0.0.1");
    upstream.on("error", () => client.destroy());
    client.on("close", () => upstream.destroy());
    upstream.write(first);
    client.pipe(upstream).pipe(client);
  });
}

/** A request in absolute form, which is how plain HTTP goes through a proxy. */
function forwardTo(port: number, request: IncomingMessage, response: ServerResponse): void {
  const { method, headers, url } = request;
  const onward = forward({ host: "127.0.0.1", port, method, headers, path: url }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", () => response.destroy());
  request.pipe(onward);
}

/** The name that a request is for, without its port. */
function hostOf(request: IncomingMessage): string {
  return URL.parse(originOf(request))?.hostname ?? "";
}
