import { isIP } from "node:net";
import {
  connect,
  createSecureContext,
  type DetailedPeerCertificate,
  getCACertificates,
  type SecureContext,
  type TLSSocket,
} from "node:tls";
import type { Duplex } from "node:stream";
import type { ProbeProxy, TlsHandshake, TlsProbe } from "../core/tlsProbe.ts";
import { openTunnel } from "./proxyTunnel.ts";

const handshakeTimeoutMs = 10_000;
/** A chain that refers back to itself, or that never ends. */
const maxChain = 10;

/** A probe that goes to a server as the client does: through the proxy that is on the way to it, if there is one. */
export function createTlsProbe(proxyFor: (url: URL) => ProbeProxy | undefined): TlsProbe {
  return async (url, { ca = [], clientCertificates = [] }, signal) => {
    const secureContext = createSecureContext({
      ca: [...getCACertificates("default"), ...ca],
      // As the client does it, and Go.
      allowPartialTrustChain: ca.length > 0,
      cert: clientCertificates.map(({ certificate }) => certificate),
      key: clientCertificates.map(({ key }) => key),
    });
    const within = AbortSignal.any([signal, AbortSignal.timeout(handshakeTimeoutMs)]);
    const proxy = proxyFor(url);
    const tunnel = proxy === undefined ? undefined : await openTunnel(proxy, url, within);
    return proxy !== undefined && tunnel === undefined ? undefined : shakeHands(url, secureContext, tunnel, within);
  };
}

function shakeHands(
  url: URL,
  secureContext: SecureContext,
  tunnel: Duplex | undefined,
  signal: AbortSignal,
): Promise<TlsHandshake | undefined> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return new Promise((resolve) => {
    const socket = connect({
      ...(tunnel === undefined ? { host, port: Number(url.port || 443) } : { host, socket: tunnel }),
      ...(isIP(host) === 0 ? { servername: host } : {}),
      rejectUnauthorized: false,
      secureContext,
    });
    const end = (handshake: TlsHandshake | undefined): void => {
      signal.removeEventListener("abort", abort);
      socket.destroy();
      tunnel?.destroy();
      resolve(handshake);
    };
    const abort = (): void => end(undefined);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    socket.on("error", abort);
    socket.once("close", abort);
    socket.once("secureConnect", () => end(handshakeOf(socket)));
  });
}

function handshakeOf(socket: TLSSocket): TlsHandshake {
  const chain: Uint8Array[] = [];
  // The uppermost one refers to itself.
  const seen = new Set<string>();
  for (
    let each = socket.getPeerCertificate(true) as DetailedPeerCertificate | undefined;
    each?.raw !== undefined && !seen.has(each.fingerprint256) && seen.size < maxChain;
    each = each.issuerCertificate
  ) {
    seen.add(each.fingerprint256);
    chain.push(each.raw);
  }
  return { protocol: socket.getProtocol() ?? "", chain, problem: problemOf(socket.authorizationError) };
}

/** Declared as an Error; it is the error's code where it has one. */
function problemOf(problem: unknown): string | undefined {
  if (problem instanceof Error) return problem.message;
  return typeof problem === "string" ? problem : undefined;
}
