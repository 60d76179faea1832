import type { KeyObject, X509Certificate } from "node:crypto";
import type { ArrayValue } from "../syntax/document.ts";
import { dayOf } from "../../core/dayOf.ts";
import type { PemFile } from "./boundedReader.ts";
import { effects } from "../effects.ts";
import { pairLacksBrackets } from "../features/checks/certificates.ts";
import type { FilePass, NamedFile } from "./filePass.ts";
import { certificatesOf, isAuthority, isSelfSigned, privateKeyOf } from "./pem.ts";

const soonDays = 30;
const dayMs = 86_400_000;
const readableByOthers = 0o004;

export async function checkCa(pass: FilePass, named: NamedFile): Promise<void> {
  const text = usable(pass, named, await pass.reader.read(named.path));
  if (text === undefined) return;
  const certificates = certificatesOf(text);
  if (certificates.length === 0) {
    pass.report("not-a-certificate", named.at, `${effects.registry}: ${named.path} holds no certificate in PEM form.`);
    return;
  }
  checkExpiry(pass, named, certificates);
  if (!certificates.some(isAuthority)) reportPinned(pass, named, certificates);
}

/**
 * Go trusts a certificate of `ca` that is no authority for the server that shows this very certificate, and for nothing
 * that it signed. Name and dates are verified all the same, the name by the alternative names alone (crypto/x509,
 * Certificate.Verify and VerifyHostname).
 */
function reportPinned({ report }: FilePass, { path, at }: NamedFile, certificates: readonly X509Certificate[]): void {
  const named = certificates.filter(({ subjectAltName }) => subjectAltName !== undefined);
  if (named.length === 0) {
    report(
      "ca-is-not-a-ca",
      at,
      `This file makes no difference to containerd: ${path} is not a certificate authority, and does not name a server (subjectAltName).`,
    );
  } else if (named.every(isSelfSigned)) {
    const message =
      `Every request to this host fails once its server has another certificate: ${path} is a server's own certificate, not an authority, and containerd trusts the server that shows exactly this certificate.` as const;
    report("ca-is-not-a-ca", at, message, { severity: "information" });
  } else {
    const issuers = new Set(named.map(({ issuer }) => issuer.replaceAll("\n", ", ")));
    report(
      "ca-is-not-a-ca",
      at,
      `containerd trusts only a server that shows exactly this certificate, and no other server with a certificate from ${[...issuers].join(" or ")}: ${path} is not a certificate authority. That authority's certificate is what usually belongs here.`,
    );
  }
}

/** A certificate with its key in a file of its own, or, where `key` is undefined, in the same file. */
export async function checkClientPair(
  pass: FilePass,
  certificate: NamedFile,
  key: NamedFile | undefined,
  whole: ArrayValue | undefined,
): Promise<void> {
  const certificateFile = await pass.reader.read(certificate.path);
  const text = usable(pass, certificate, certificateFile);
  const keyFile = key === undefined ? certificateFile : await pass.reader.read(key.path);
  const keyText = key === undefined ? text : usable(pass, key, keyFile);
  if (keyFile.kind === "text" && keyText?.includes("PRIVATE KEY") === true) checkReadable(pass, key ?? certificate, keyFile.mode);
  if (text === undefined || keyText === undefined) return;
  const pair = { certificate, key: key ?? certificate, certificates: certificatesOf(text), privateKey: privateKeyOf(keyText) };
  const isWhole = pair.certificates.length > 0 && pair.privateKey !== undefined;
  if (whole === undefined || isWhole) judgePair(pass, pair);
  else reportUnnested(pass, whole, certificate);
}

interface Pair {
  readonly certificate: NamedFile;
  readonly key: NamedFile;
  readonly certificates: readonly X509Certificate[];
  readonly privateKey: KeyObject | undefined;
}

function judgePair(pass: FilePass, { certificate, key, certificates, privateKey }: Pair): void {
  const [leaf] = certificates;
  if (leaf === undefined) {
    pass.report("not-a-certificate", certificate.at, `${effects.registry}: ${certificate.path} holds no certificate in PEM form.`);
    return;
  }
  checkExpiry(pass, certificate, [leaf]);
  if (privateKey === undefined) {
    pass.report("key-does-not-match", key.at, `${effects.registry}: ${key.path} holds no private key that can be read without a password.`);
  } else if (!leaf.checkPrivateKey(privateKey)) {
    pass.report(
      "key-does-not-match",
      key.at,
      `${effects.registry}: the private key in ${key.path} does not belong to the certificate in ${certificate.path}.`,
    );
  }
}

/** Two files in a list, of which one lacks the certificate or the key, were meant as a pair. Reported once. */
function reportUnnested(pass: FilePass, whole: ArrayValue, { at }: NamedFile): void {
  if (at.start !== whole.items[0]?.start) return;
  pass.report("client-looks-like-pair", whole, `${effects.registry}: ${pairLacksBrackets}`);
}

/** The text of a file, or undefined after a report of why there is none. */
function usable({ report }: FilePass, { path, at }: NamedFile, file: PemFile): string | undefined {
  if (file.kind === "text") return file.text;
  if (file.kind === "missing") report("file-not-found", at, `${effects.registry}: there is no file ${path}.`);
  if (file.kind === "below-a-file")
    report("file-not-found", at, `${effects.registry}: there is no file ${path}, because a part of its path is a file, not a directory.`);
  if (file.kind === "link-loop") report("file-not-found", at, `${effects.registry}: the symbolic links of ${path} lead in a circle.`);
  if (file.kind === "directory") report("not-a-certificate", at, `${effects.registry}: ${path} is a directory.`);
  return undefined;
}

function checkExpiry({ report, now }: FilePass, { path, at }: NamedFile, certificates: readonly X509Certificate[]): void {
  const latest = Math.max(...certificates.map(({ validTo }) => Date.parse(validTo)));
  const day = dayOf(latest);
  if (latest < now)
    report("certificate-expired", at, `Every request that needs this certificate fails: the one in ${path} expired on ${day}.`);
  else if (latest < now + soonDays * dayMs)
    report("certificate-expires-soon", at, `Requests that need this certificate will fail soon: the one in ${path} expires on ${day}.`);
}

function checkReadable({ report }: FilePass, { path, at }: NamedFile, mode: number): void {
  const isWindows = /^[A-Za-z]:/.test(path);
  if (isWindows || (mode & readableByOthers) === 0) return;
  report(
    "key-readable-by-others",
    at,
    `Every user of this machine can act with this certificate: the private key in ${path} may be read by all (mode ${(mode & 0o777).toString(8)}).`,
  );
}
