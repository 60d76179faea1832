import { Uri } from "vscode";
import { parseReference, printReference, type RepositoryName } from "../../core/reference.ts";
import { visibleText } from "../../core/visibleText.ts";
import type { DocumentContent } from "../../services/content/documentContent.ts";

/** Of documents that are what a registry has. */
const contentScheme = "oci";

/** So much of a digest stands in a document's title. */
const shownDigits = 12;

/** The address of a manifest, or of a blob that is JSON: its title is a piece of the digest, and its query says all. */
export function contentUri({ host, repository, digest, blobSize }: DocumentContent): Uri {
  const query = new URLSearchParams({ reference: printReference({ host, repository, digest }) });
  if (blobSize !== undefined) query.set("size", String(blobSize));
  const [, digits = ""] = digest.split(":", 2);
  const path = `/${repository}/${digits.slice(0, shownDigits)}.json`;
  return Uri.from({ scheme: contentScheme, authority: host, path, query: query.toString() });
}

/** A file of an image, by where its bytes lie. */
export interface FilePartContent extends RepositoryName {
  readonly layer: { readonly digest: string; readonly size: number };
  /** In the unpacked layer, bytes. */
  readonly offset: number;
  readonly length: number;
  /** It is no text: its bytes are shown in hexadecimal. */
  readonly isShownAsBytes: boolean;
}

/** The address of a file of an image: its title is the file's name, by which VS Code knows its language. */
export function filePartUri(
  { host, repository }: RepositoryName,
  { layer, offset, length, path, isShownAsBytes }: Omit<FilePartContent, keyof RepositoryName> & { readonly path: string },
): Uri {
  const reference = printReference({ host, repository, digest: layer.digest });
  const query = new URLSearchParams({ reference, size: String(layer.size), offset: String(offset), length: String(length) });
  if (isShownAsBytes) query.set("as", "bytes");
  return Uri.from({
    scheme: contentScheme,
    authority: host,
    path: `/${repository}${visibleText(path)}${isShownAsBytes ? ".hex" : ""}`,
    query: query.toString(),
  });
}

/** The file of an image that an address names; undefined for any other. */
export function filePartOfUri(uri: Uri): FilePartContent | undefined {
  const values = new URLSearchParams(uri.query);
  const [offset, length] = [values.get("offset"), values.get("length")].map((text) =>
    /^\d{1,15}$/.test(text ?? "") ? Number(text) : undefined,
  );
  const content = contentOfUri(uri);
  if (content?.blobSize === undefined || offset === undefined || length === undefined) return undefined;
  const { host, repository, digest, blobSize: size } = content;
  return { host, repository, layer: { digest, size }, offset, length, isShownAsBytes: values.get("as") === "bytes" };
}

/** What an address names; undefined for one that this extension has not made. */
export function contentOfUri({ query }: Uri): DocumentContent | undefined {
  const values = new URLSearchParams(query);
  const size = values.get("size");
  try {
    const { host, repository, digest } = parseReference(values.get("reference") ?? "");
    if (digest === undefined || !/^\d{0,15}$/.test(size ?? "")) return undefined;
    return { host, repository, digest, blobSize: size === null ? undefined : Number(size) };
  } catch {
    return undefined;
  }
}
