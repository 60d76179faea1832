import { isDigest } from "../../core/digest.ts";
import { manifestKind } from "../../registry/content/manifest.ts";
import { parseJsonBody } from "../../registry/http/responseBody.ts";
import { maxDocumentBytes } from "./documentContent.ts";

/** A digest in a document of JSON, with what stands beside it (image-spec, descriptor.md). */
export interface DescriptorInText {
  readonly digest: string;
  readonly mediaType: string | undefined;
  /** Bytes. */
  readonly size: number | undefined;
  /** Of the digest, without quotation marks. */
  readonly start: number;
  readonly end: number;
  /** What it can be opened as: a manifest, or a blob that is a text. */
  readonly opens: "manifest" | "blob" | undefined;
}

/** Longer texts are not looked through: no manifest is. */
const longest = 4 * 1024 * 1024;
const deepest = 32;
const mostDescriptors = 5_000;

/** Media types of blobs that are JSON, where their name does not end so. */
const jsonTypes: ReadonlySet<string> = new Set(["application/vnd.docker.container.image.v1", "application/vnd.cncf.helm.config.v1"]);

/** The descriptors of a text, in the order in which their digests stand there; none where it is no JSON, or too much of it. Never throws. */
export function descriptorsIn(text: string): readonly DescriptorInText[] {
  if (text.length > longest) return [];
  const known = knownDescriptors(text);
  const found: DescriptorInText[] = [];
  for (const { index, 0: quoted } of text.matchAll(/"sha(?:256:[0-9a-f]{64}|512:[0-9a-f]{128})"/g)) {
    const digest = quoted.slice(1, -1);
    const descriptor = known.get(digest);
    if (descriptor !== undefined) found.push({ ...descriptor, digest, start: index + 1, end: index + 1 + digest.length });
    if (found.length === mostDescriptors) break;
  }
  return found;
}

type Known = Pick<DescriptorInText, "mediaType" | "size" | "opens">;

/** By their digests: the first of each that says what it is. */
function knownDescriptors(text: string): ReadonlyMap<string, Known> {
  const known = new Map<string, Known>();
  const stack: { readonly value: unknown; readonly depth: number }[] = [{ value: parsed(text), depth: 0 }];
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    const { value, depth } = visit;
    if (typeof value !== "object" || value === null || depth > deepest) continue;
    const { digest, mediaType, size } = value as Readonly<Record<string, unknown>>;
    if (typeof digest === "string" && isDigest(digest) && known.get(digest)?.mediaType === undefined)
      known.set(digest, describe(mediaType, size));
    for (const each of Object.values(value)) stack.push({ value: each, depth: depth + 1 });
  }
  return known;
}

function describe(mediaType: unknown, size: unknown): Known {
  const type = typeof mediaType === "string" ? mediaType : undefined;
  const bytes = typeof size === "number" && Number.isSafeInteger(size) && size >= 0 ? size : undefined;
  return { mediaType: type, size: bytes, opens: type === undefined ? undefined : opensAs(type, bytes) };
}

function opensAs(mediaType: string, size: number | undefined): DescriptorInText["opens"] {
  if (manifestKind(mediaType) !== undefined) return "manifest";
  const isJson = /[+/]json$/.test(mediaType) || jsonTypes.has(mediaType);
  return isJson && size !== undefined && size <= maxDocumentBytes ? "blob" : undefined;
}

/** Within the bounds of what a registry answers: no blob is to keep the editor waiting. */
function parsed(text: string): unknown {
  try {
    return parseJsonBody(Buffer.from(text), "");
  } catch {
    return undefined;
  }
}
