import { Uri } from "vscode";
import { parseReference, printReference } from "../../core/reference.ts";
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
