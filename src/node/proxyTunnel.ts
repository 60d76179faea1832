import { connect as connectPlain, isIP, type Socket } from "node:net";
import { connect as connectSecure, getCACertificates } from "node:tls";
import type { ProbeProxy } from "../core/tlsProbe.ts";

/** The head of an answer to CONNECT is short; a proxy that goes on and on is left. */
const maxHead = 16_384;

/** A connection through a proxy to a server (RFC 9110, section 9.3.6). Undefined where none comes about; the signal ends the attempt. */
export function openTunnel(proxy: ProbeProxy, target: URL, signal: AbortSignal): Promise<Socket | undefined> {
  const request = requestFor(proxy, target);
  if (request === undefined || signal.aborted || !/^https?:$/.test(proxy.url.protocol)) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const { socket, ready } = connectTo(proxy);
    let head = Buffer.alloc(0);
    const end = (tunnel: Socket | undefined): void => {
      signal.removeEventListener("abort", leave);
      for (const event of ["error", "close"] as const) socket.off(event, leave);
      socket.off("data", read);
      if (tunnel === undefined) socket.on("error", () => {}).destroy();
      resolve(tunnel);
    };
    const leave = (): void => end(undefined);
    const read = (chunk: Buffer): void => {
      head = Buffer.concat([head, chunk]);
      const length = head.indexOf("\r\n\r\n");
      if (length < 0 && head.length <= maxHead) return;
      const isOpen = length >= 0 && /^HTTP\/1\.\d 2\d\d /.test(head.toString("latin1", 0, 16));
      if (!isOpen) return leave();
      socket.pause();
      const rest = head.subarray(length + 4);
      if (rest.length > 0) socket.unshift(rest);
      end(socket);
    };
    signal.addEventListener("abort", leave, { once: true });
    for (const event of ["error", "close"] as const) socket.on(event, leave);
    socket.on("data", read);
    socket.once(ready, () => socket.write(request));
  });
}

function connectTo({ url, isVerified }: ProbeProxy): { readonly socket: Socket; readonly ready: "connect" | "secureConnect" } {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (url.protocol !== "https:") return { socket: connectPlain({ host, port: Number(url.port || 80) }), ready: "connect" };
  const ca = [...getCACertificates("default"), ...getCACertificates("system")];
  const servername = isIP(host) === 0 ? { servername: host } : {};
  const socket = connectSecure({ host, port: Number(url.port || 443), ...servername, ca, rejectUnauthorized: isVerified });
  return { socket, ready: "secureConnect" };
}

/** Undefined where the authorization would end its line. */
function requestFor({ authorization }: ProbeProxy, { hostname, port }: URL): string | undefined {
  const authority = `${hostname}:${port || 443}`;
  const secret = authorization?.reveal();
  if (secret !== undefined && /[\r\n]/.test(secret)) return undefined;
  const lines = [
    `CONNECT ${authority} HTTP/1.1`,
    `Host: ${authority}`,
    ...(secret === undefined ? [] : [`Proxy-Authorization: ${secret}`]),
  ];
  return `${lines.join("\r\n")}\r\n\r\n`;
}
