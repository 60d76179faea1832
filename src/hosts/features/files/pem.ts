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
