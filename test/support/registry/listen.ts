import { createServer, type RequestListener } from "node:http";
import { createSecureServer, type SecureServerOptions } from "node:http2";
import type { AddressInfo, Server as NetServer, Socket } from "node:net";

export interface TlsOptions {
  /** PEM. */
  readonly key: string;
  /** PEM, with intermediate certificates after the server's own. */
  readonly cert: string;
  /** PEM of the authority that client certificates must come from; none are asked for when left out. */
  readonly clientCa?: string;
}

export interface ListeningServer {
  readonly port: number;
  /** Resolves when no connection is open. */
  drained(): Promise<void>;
  /** Stops listening and cuts every connection. */
  close(): Promise<void>;
}

/** Listens on loopback. With `tls` it speaks HTTP/2 and HTTP/1.1, as registries on the internet do, else HTTP/1.1. */
export async function listen(
  onRequest: RequestListener,
  { port = 0, tls }: { readonly port?: number; readonly tls?: TlsOptions } = {},
): Promise<ListeningServer> {
  const server = tls === undefined ? createServer(onRequest) : createTlsServer(onRequest, tls);
  return await listenOn(server, port);
}

function createTlsServer(onRequest: RequestListener, { key, cert, clientCa }: TlsOptions): NetServer {
  const options: SecureServerOptions = { key, cert, allowHTTP1: true };
  if (clientCa !== undefined) Object.assign(options, { ca: clientCa, requestCert: true, rejectUnauthorized: true });
  // HTTP/2's compatibility API has the methods of HTTP/1.1's messages that are used here.
  return createSecureServer(options, onRequest as unknown as Parameters<typeof createSecureServer>[1]);
}

/** Listens with any server on loopback, and keeps its connections so that closing it cannot wait for a client. */
export async function listenOn(server: NetServer, port = 0): Promise<ListeningServer> {
  const connections = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    connections.add(socket);
    socket.once("close", () => connections.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    drained: async () => {
      await Promise.all([...connections].map((socket) => new Promise((resolve) => socket.once("close", resolve))));
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of connections) socket.destroy();
      }),
  };
}
