import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isIP, isIPv4 } from "node:net";
import { bitString, boolean, integer, octetString, oid, sequence, setOf, tagged, time, utf8String } from "./der.ts";

/** A certificate and its private key, both PEM. */
export interface CertificatePair {
  readonly cert: string;
  readonly key: string;
}

export interface CertificateRequest {
  readonly commonName: string;
  /** DNS names and IP addresses; a client certificate has none. */
  readonly names?: readonly string[];
  /** From an hour ago when left out. */
  readonly notBefore?: Date;
  /** In a day when left out. */
  readonly notAfter?: Date;
}

export interface CertificateAuthority {
  /** PEM. */
  readonly cert: string;
  /** A certificate for both a server and a client. */
  issue(request: CertificateRequest): CertificatePair;
  /** An authority below this one. */
  issueAuthority(commonName: string): CertificateAuthority;
}

export type KeyType = "ec" | "rsa";

interface Issuer {
  readonly name: string;
  readonly key: KeyObject;
  readonly publicKey: Buffer;
}

const hourMs = 60 * 60 * 1000;
const signatureAlgorithms = {
  ec: sequence(oid("1.2.840.10045.4.3.2")),
  rsa: sequence(oid("1.2.840.113549.1.1.11"), Buffer.from([0x05, 0x00])),
} as const satisfies Record<KeyType, Buffer>;

/**
 * A certificate authority that lives in memory (RFC 5280). Node can read certificates but not write them. Its own one is
 * of X.509 version 3, or 1, which openssl writes where no extensions are asked for.
 */
export function createCertificateAuthority(commonName = "Test CA", version: 1 | 3 = 3): CertificateAuthority {
  return authority(commonName, undefined, version);
}

/** Signed by `above`, or by itself. */
function authority(commonName: string, above: Issuer | undefined, version: 1 | 3): CertificateAuthority {
  const { privateKey, publicKey } = keyPair("ec");
  const issuer: Issuer = { name: commonName, key: privateKey, publicKey };
  const extensions = [
    extension("2.5.29.19", sequence(boolean(true)), true),
    extension("2.5.29.15", bitString(Buffer.from([0x06]), 1), true),
  ];
  const cert = certificate({ commonName }, publicKey, above ?? issuer, "ec", version === 1 ? undefined : extensions);
  return {
    cert,
    issueAuthority: (below) => authority(below, issuer, 3),
    issue: (request) => {
      const pair = keyPair("ec");
      return { cert: certificate(request, pair.publicKey, issuer, "ec", leafExtensions(request.names ?? [])), key: pem(pair.privateKey) };
    },
  };
}

/** A certificate that signs itself, as a token server's key is given to distribution's registry. */
export function createSelfSigned(request: CertificateRequest, type: KeyType): CertificatePair {
  const { privateKey, publicKey } = keyPair(type);
  const issuer: Issuer = { name: request.commonName, key: privateKey, publicKey };
  return { cert: certificate(request, publicKey, issuer, type, leafExtensions(request.names ?? [])), key: pem(privateKey) };
}

/** The DER bytes of a PEM certificate. */
export function derOf(cert: string): Buffer {
  return Buffer.from(cert.replaceAll(/-----[^-]+-----|\s/g, ""), "base64");
}

/** The certificate with an end that no calendar has, which its signature does not cover any more. */
export function withoutEnd(cert: string): string {
  const der = derOf(cert);
  const utcTime = Buffer.from([0x17, 0x0d]);
  const begin = der.indexOf(utcTime);
  // Month 13 of 99.
  der.write("9913", der.indexOf(utcTime, begin + utcTime.length) + utcTime.length);
  return `-----BEGIN CERTIFICATE-----\n${der.toString("base64").replaceAll(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`;
}

function keyPair(type: KeyType): { readonly privateKey: KeyObject; readonly publicKey: Buffer } {
  const pair = type === "ec" ? generateKeyPairSync("ec", { namedCurve: "P-256" }) : generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { privateKey: pair.privateKey, publicKey: pair.publicKey.export({ type: "spki", format: "der" }) };
}

function pem(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}

function certificate(
  request: CertificateRequest,
  publicKey: Buffer,
  issuer: Issuer,
  type: KeyType,
  extensions: readonly Buffer[] | undefined,
): string {
  const notBefore = request.notBefore ?? new Date(Date.now() - hourMs);
  const notAfter = request.notAfter ?? new Date(Date.now() + 24 * hourMs);
  const algorithm = signatureAlgorithms[type];
  const keyIdentifiers = [
    extension("2.5.29.14", octetString(keyIdentifier(publicKey))),
    extension("2.5.29.35", sequence(tagged(0x80, keyIdentifier(issuer.publicKey)))),
  ];
  const body = sequence(
    ...(extensions === undefined ? [] : [tagged(0xa0, integer(Buffer.from([2])))]),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm,
    distinguishedName(issuer.name),
    sequence(time(notBefore), time(notAfter)),
    distinguishedName(request.commonName),
    publicKey,
    ...(extensions === undefined ? [] : [tagged(0xa3, sequence(...extensions, ...keyIdentifiers))]),
  );
  const der = sequence(body, algorithm, bitString(sign("sha256", body, issuer.key)));
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

function distinguishedName(commonName: string): Buffer {
  return sequence(setOf(sequence(oid("2.5.4.3"), utf8String(commonName))));
}

function extension(id: string, value: Buffer, critical = false): Buffer {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), octetString(value));
}

/** digitalSignature and keyEncipherment; for servers and clients; the subject's alternative names. */
function leafExtensions(names: readonly string[]): Buffer[] {
  const extensions = [
    extension("2.5.29.15", bitString(Buffer.from([0xa0]), 5), true),
    extension("2.5.29.37", sequence(oid("1.3.6.1.5.5.7.3.1"), oid("1.3.6.1.5.5.7.3.2"))),
  ];
  if (names.length > 0) extensions.push(extension("2.5.29.17", sequence(...names.map(alternativeName))));
  return extensions;
}

function alternativeName(name: string): Buffer {
  return isIP(name) === 0 ? tagged(0x82, Buffer.from(name)) : tagged(0x87, addressBytes(name));
}

function addressBytes(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split(".").map(Number));
  // Loopback is the only IPv6 address that a test server has.
  if (address === "::1") return Buffer.concat([Buffer.alloc(15), Buffer.from([1])]);
  throw new Error(`no certificate is made for ${address}`);
}

function keyIdentifier(publicKey: Buffer): Buffer {
  return createHash("sha1").update(publicKey).digest();
}
