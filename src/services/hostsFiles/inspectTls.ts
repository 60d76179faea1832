import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { connect, createSecureContext, type DetailedPeerCertificate, getCACertificates, type TLSSocket } from "node:tls";
import { isAuthority, isSelfSigned } from "../../hosts/files/pem.ts";
import type { HostTransportOptions } from "../reach/connection.ts";

export interface CertificateReport {
  /** Distinguished names on one line: `CN=registry.example, O=Example`. */
  readonly subject: string;
  readonly issuer: string;
  /** Milliseconds since the Unix epoch. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** SHA-256, as openssl prints it: pairs of hexadecimal digits with colons. */
  readonly fingerprint: string;
  readonly isAuthority: boolean;
  readonly isSelfSigned: boolean;
  readonly pem: string;
}

export interface TlsReport {
  /** `TLSv1.3`. */
  readonly protocol: string;
  /** From the server's own certificate on upwards, as far as the server sent them or this machine knows them. */
  readonly chain: readonly CertificateReport[];
  /** Node's code (`DEPTH_ZERO_SELF_SIGNED_CERT`, `ERR_TLS_CERT_ALTNAME_INVALID`); undefined for a chain that is in order. */
  readonly problem: string | undefined;
}

const handshakeTimeoutMs = 10_000;
/** A chain that refers back to itself, or that never ends. */
const maxChain = 10;

/**
 * What a server shows of itself in the TLS handshake, verified against the system's authorities and those of the options,
 * whatever comes of it. Nothing is sent over the connection. Undefined where no handshake comes about.
 */
export function inspectTls(
  url: URL,
  { ca = [], clientCertificates = [] }: HostTransportOptions,
  signal: AbortSignal,
): Promise<TlsReport | undefined> {
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
    const end = (report: TlsReport | undefined): void => {
      signal.removeEventListener("abort", abort);
      socket.destroy();
      resolve(report);
    };
    const abort = (): void => end(undefined);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    socket.setTimeout(handshakeTimeoutMs, abort);
    socket.once("error", abort);
    socket.once("secureConnect", () => end(reportOf(socket)));
  });
}

function reportOf(socket: TLSSocket): TlsReport {
  const chain: CertificateReport[] = [];
  // The uppermost one refers to itself.
  const seen = new Set<string>();
  for (
    let each = socket.getPeerCertificate(true) as DetailedPeerCertificate | undefined;
    each?.raw !== undefined && !seen.has(each.fingerprint256) && seen.size < maxChain;
    each = each.issuerCertificate
  ) {
    seen.add(each.fingerprint256);
    chain.push(certificateReport(new X509Certificate(each.raw)));
  }
  return { protocol: socket.getProtocol() ?? "", chain, problem: problemOf(socket.authorizationError) };
}

/** Declared as an Error; it is the error's code where it has one. */
function problemOf(problem: unknown): string | undefined {
  if (problem instanceof Error) return problem.message;
  return typeof problem === "string" ? problem : undefined;
}

export function certificateReport(certificate: X509Certificate): CertificateReport {
  return {
    subject: certificate.subject.replaceAll("\n", ", "),
    issuer: certificate.issuer.replaceAll("\n", ", "),
    notBefore: Date.parse(certificate.validFrom),
    notAfter: Date.parse(certificate.validTo),
    fingerprint: certificate.fingerprint256,
    isAuthority: isAuthority(certificate),
    isSelfSigned: isSelfSigned(certificate),
    pem: certificate.toString(),
  };
}
