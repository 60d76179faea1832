import type { FileReader } from "../../../core/fileSystem.ts";
import { readOrdinaryFile } from "../../../core/ordinaryFile.ts";
import { certificatesOf, privateKeyOf } from "../../../hosts/files/pem.ts";
import { HostsFileError } from "../hostsFileError.ts";

/** The text of a file that has a certificate in PEM. Rejects with HostsFileError where it has none, or cannot be read. */
export async function readCertificate(path: string, files: FileReader): Promise<string> {
  const pem = await readText(path, files);
  if (certificatesOf(pem).length === 0) throw new HostsFileError("no-certificate", path);
  return pem;
}

/** Rejects with HostsFileError where the key is not that of the certificate, or a file cannot be read; "" for the key: it is in the same file. */
export async function requireMatchingKey(certificatePath: string, keyPath: string, files: FileReader): Promise<void> {
  const [certificate] = certificatesOf(await readText(certificatePath, files));
  const path = keyPath || certificatePath;
  const key = privateKeyOf(await readText(path, files));
  if (key === undefined) throw new HostsFileError("no-private-key", path);
  if (certificate?.checkPrivateKey(key) !== true) throw new HostsFileError("key-does-not-match", path);
}

async function readText(path: string, files: FileReader): Promise<string> {
  try {
    return new TextDecoder().decode(await readOrdinaryFile(files, path));
  } catch (cause) {
    throw new HostsFileError("file-unreadable", path, cause);
  }
}
