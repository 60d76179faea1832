import { X509Certificate } from "node:crypto";
import { systemErrorCode } from "../../core/errors.ts";
import type { FileReader } from "../../core/fileSystem.ts";
import { readOrdinaryFile } from "../../core/ordinaryFile.ts";
import { text } from "../../core/text.ts";
import { certificatesOf, privateKeyOf } from "../../hosts/files/pem.ts";
import { HostsFileError } from "../hostsFiles/hostsFileError.ts";
import { requireMatchingKey } from "../hostsFiles/steps/pemFiles.ts";
import type { HostTransportOptions } from "../reach/connection.ts";
import { TrustError } from "./trustError.ts";

/** As many certificates as a bundle of all public authorities has, several times over. */
const maxBytes = 1024 * 1024;

/** The certificates of a file in PEM or DER, as PEM, and nothing else that is in it. Rejects with HostsFileError or TrustError. */
export async function readAuthorities(path: string, files: FileReader): Promise<string> {
  const bytes = await read(path, files);
  const pem = new TextDecoder().decode(bytes);
  const certificates = certificatesOf(pem);
  if (certificates.length > 0) return certificates.map(String).join("");
  const der = derCertificate(bytes);
  if (der !== undefined) return der.toString();
  const isKey = privateKeyOf(pem) !== undefined || /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem);
  throw new TrustError(
    "no-certificate",
    isKey
      ? text("{0} is a private key. The CA certificate is needed here; never share a private key.", path)
      : text("There is no certificate in {0}, neither in PEM nor in DER form.", path),
  );
}

/** A client certificate with its key. Rejects with HostsFileError where they do not belong together. */
export async function readClient(
  certificate: string,
  key: string,
  files: FileReader,
): Promise<NonNullable<HostTransportOptions["clientCertificates"]>[number]> {
  await requireMatchingKey(certificate, key, files);
  const pem = async (path: string): Promise<string> => new TextDecoder().decode(await read(path, files));
  return { certificate: await pem(certificate), key: await pem(key || certificate) };
}

async function read(path: string, files: FileReader): Promise<Uint8Array> {
  try {
    return await readOrdinaryFile(files, path, maxBytes);
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    throw new HostsFileError("file-unreadable", path, error);
  }
}

function derCertificate(bytes: Uint8Array): X509Certificate | undefined {
  // X509Certificate would take PEM here, too: what has none is DER, a sequence.
  if (bytes[0] !== 0x30) return undefined;
  try {
    return new X509Certificate(bytes);
  } catch {
    return undefined;
  }
}
