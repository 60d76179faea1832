import { X509Certificate } from "node:crypto";
import type { TlsHandshake, TlsProbe, TlsTrust } from "../../core/tlsProbe.ts";
import { isAuthority, isSelfSigned } from "../../hosts/files/pem.ts";

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

export interface TlsReport extends Omit<TlsHandshake, "chain"> {
  /** From the server's own certificate on upwards. */
  readonly chain: readonly CertificateReport[];
}

/** What a server shows of itself in the TLS handshake. As the probe does, it answers undefined, or rejects. */
export async function inspectTls(probe: TlsProbe, url: URL, trust: TlsTrust, signal: AbortSignal): Promise<TlsReport | undefined> {
  const handshake = await probe(url, trust, signal);
  return handshake && { ...handshake, chain: handshake.chain.map((der) => certificateReport(new X509Certificate(der))) };
}

function certificateReport(certificate: X509Certificate): CertificateReport {
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
