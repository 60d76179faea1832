import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";

const certificateBlock = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;
const privateKeyBlock = /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----[^-]*-----END (?:[A-Z]+ )?PRIVATE KEY-----/;

/** The certificates of a PEM file that can be read, in its order. */
export function certificatesOf(pem: string): readonly X509Certificate[] {
  return [...pem.matchAll(certificateBlock)].flatMap(([block]) => {
    try {
      return [new X509Certificate(block)];
    } catch {
      return [];
    }
  });
}

/** The first private key of a PEM file; undefined where there is none, or none that can be read without a password. */
export function privateKeyOf(pem: string): KeyObject | undefined {
  const block = privateKeyBlock.exec(pem)?.[0];
  if (block === undefined) return undefined;
  try {
    return createPrivateKey(block);
  } catch {
    return undefined;
  }
}

/** Whether Go lets it sign others: version 3 by its basic constraints; version 1 has none, and may (crypto/x509, CheckSignatureFrom). */
export function isAuthority(certificate: X509Certificate): boolean {
  return certificate.ca || !hasVersion(certificate.raw);
}

/** Not checkIssued: a server that signs itself need not be allowed to sign others. */
export function isSelfSigned(certificate: X509Certificate): boolean {
  if (certificate.subject !== certificate.issuer) return false;
  try {
    return certificate.verify(certificate.publicKey);
  } catch {
    // A key of a kind that OpenSSL does not know.
    return false;
  }
}

/** Certificate and TBSCertificate are sequences; the version comes first, as [0], and is left out for version 1 (RFC 5280, 4.1). */
function hasVersion(der: Uint8Array): boolean {
  const insideSequence = (at: number): number => at + 2 + ((der[at + 1] ?? 0) < 0x80 ? 0 : (der[at + 1] ?? 0) & 0x7f);
  return der[insideSequence(insideSequence(0))] === 0xa0;
}
