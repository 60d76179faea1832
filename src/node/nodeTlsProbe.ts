import { isIP } from "node:net";
import { connect, createSecureContext, type DetailedPeerCertificate, getCACertificates, type TLSSocket } from "node:tls";
import type { TlsHandshake, TlsProbe } from "../core/tlsProbe.ts";

const handshakeTimeoutMs = 10_000;
/** A chain that refers back to itself, or that never ends. */
const maxChain = 10;

export const nodeTlsProbe: TlsProbe = (url, { ca = [], clientCertificates = [] }, signal) => {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const secureContext = createSecureContext({
    ca: [...getCACertificates("default"), ...ca],
    // As the client does it, and Go.
    allowPartialTrustChain: ca.length > 0,
    cert: clientCertificates.map(({ certificate }) => certificate),
    key: clientCertificates.map(({ key }) => key),
  });
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port: Number(url.port || 443),
      ...(isIP(host) === 0 ? { servername: host } : {}),
      rejectUnauthorized: false,
      secureContext,
    });
    const end = (handshake: TlsHandshake | undefined): void => {
      signal.removeEventListener("abort", abort);
      socket.destroy();
      resolve(handshake);
    };
    const abort = (): void => end(undefined);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    socket.setTimeout(handshakeTimeoutMs, abort);
    socket.once("error", abort);
    socket.once("secureConnect", () => end(handshakeOf(socket)));
  });
};

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
