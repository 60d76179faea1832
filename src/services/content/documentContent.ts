import type { RepositoryName } from "../../core/reference.ts";
import type { AccessTo } from "./contents.ts";

/** What is shown as a document: a manifest, or a blob whose descriptor says that size. */
export interface DocumentContent extends RepositoryName {
  readonly digest: string;
  /** Bytes; undefined for a manifest. */
  readonly blobSize: number | undefined;
}

/** Larger blobs are not read as texts. */
export const maxDocumentBytes = 16 * 1024 * 1024;

/** The bytes that the digest names, as the registry sent them and checked. Rejects with RegistryError, or with the signal's reason. */
export async function readDocument(wanted: DocumentContent, accessTo: AccessTo, signal: AbortSignal): Promise<Uint8Array> {
  const { host, repository, digest, blobSize } = wanted;
  const access = await accessTo(host, signal, repository);
  const { value } = await access.content(async (client) => {
    if (blobSize === undefined) return (await client.getManifest(repository, digest, { signal })).bytes;
    return client.readBlob(repository, { digest, size: blobSize }, maxDocumentBytes, { signal });
  }, signal);
  return value;
}
