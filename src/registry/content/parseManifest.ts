import { isDigest } from "../../core/digest.ts";
import { invalidResponse } from "../http/errorKinds.ts";
import { asText, asTexts, isJsonObject, type JsonObject } from "../http/json.ts";
import { type Descriptor, type Manifest, type ManifestDescriptor, manifestKind, type Platform } from "./manifest.ts";
import { isSchema1, schema1Unsupported } from "./schema1.ts";
import { RegistryError } from "../../core/registryError.ts";
import { parseJsonObject } from "../http/responseBody.ts";

/**
 * Reads a manifest whose digest is known already. The body's `mediaType` counts before the header's, which may be
 * `application/json`; a list that is null or left out is empty (image-spec#1025). Throws RegistryError: `unsupported` for
 * other media types (Docker's schema 1 among them), `invalid-response` for a body that is not what its media type says.
 */
export function parseManifest(bytes: Uint8Array, contentType: string | undefined, digest: string, host: string): Manifest {
  const body = parseJsonObject(bytes, host);
  const mediaType = mediaTypeOf(body, contentType);
  if (isSchema1(body)) throw schema1Unsupported(host, mediaType);
  const kind = manifestKind(mediaType);
  if (kind === undefined)
    throw new RegistryError("unsupported", `${host} sent a manifest of type ${mediaType}`, { params: { host, mediaType } });
  refuseTwoFaces(body, host);
  const base = { mediaType, digest, size: bytes.length, bytes, ...extras(body), ...subject(body["subject"], host) };
  if (kind === "image") return { ...base, kind, config: descriptor(body["config"], host), layers: descriptors(body["layers"], host) };
  if (kind === "index") return { ...base, kind, manifests: members(body["manifests"], host) };
  return { ...base, kind, blobs: descriptors(body["blobs"], host) };
}

function subject(value: unknown, host: string): { subject?: Descriptor } {
  return isJsonObject(value) ? { subject: descriptor(value, host) } : {};
}

/** image-spec, manifest.md and image-index.md: a document that could be read as both must not be (CVE-2021-41190). */
function refuseTwoFaces(body: JsonObject, host: string): void {
  if ((isThere(body["layers"]) || isThere(body["config"])) && isThere(body["manifests"])) throw invalid(host, "both an index and an image");
}

function mediaTypeOf(body: JsonObject, contentType: string | undefined): string {
  const own = asText(body["mediaType"]);
  if (own !== undefined && own !== "") return own;
  const sent = mediaTypeOnly(contentType);
  if (sent !== "" && sent !== "application/json" && sent !== "text/plain" && sent !== "application/octet-stream") return sent;
  // OCI documents may go without `mediaType`: then their shape tells.
  if (isThere(body["layers"]) || isThere(body["config"])) return "application/vnd.oci.image.manifest.v1+json";
  if (body["manifests"] !== undefined) return "application/vnd.oci.image.index.v1+json";
  return sent === "" ? "unknown" : sent;
}

/** A `Content-Type` without its parameters. */
export function mediaTypeOnly(contentType: string | undefined): string {
  return (contentType ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

/** The members of an index, as the index or a referrers list holds them. */
export function members(value: unknown, host: string): readonly ManifestDescriptor[] {
  return listOf(value, host).map((entry) =>
    Object.assign(descriptor(entry, host), optional("platform", platform((entry as JsonObject)["platform"]))),
  );
}

function descriptors(value: unknown, host: string): readonly Descriptor[] {
  return listOf(value, host).map((entry) => descriptor(entry, host));
}

function listOf(value: unknown, host: string): readonly unknown[] {
  if (!isThere(value)) return [];
  if (!Array.isArray(value)) throw invalid(host, "something else stands where a list belongs");
  return value;
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function descriptor(value: unknown, host: string): Descriptor {
  if (!isJsonObject(value)) throw invalid(host, "a descriptor is missing");
  const { mediaType, digest, size } = value as { mediaType?: unknown; digest?: unknown; size?: unknown };
  if (typeof digest !== "string" || !isDigest(digest)) throw invalid(host, "a digest is wrong");
  if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) throw invalid(host, "a size is wrong");
  return {
    mediaType: asText(mediaType) ?? "",
    digest,
    size,
    ...extras(value),
  };
}

function platform(value: unknown): Platform | undefined {
  if (!isJsonObject(value)) return undefined;
  return {
    os: asText(value["os"]) ?? "",
    architecture: asText(value["architecture"]) ?? "",
    ...optional("variant", asText(value["variant"])),
    ...optional("osVersion", asText(value["os.version"])),
  };
}

/** What manifests and descriptors have in common. */
function extras(value: JsonObject): { artifactType?: string; annotations?: Readonly<Record<string, string>> } {
  return {
    ...optional("artifactType", asText(value["artifactType"])),
    ...(isJsonObject(value["annotations"]) ? { annotations: asTexts(value["annotations"]) } : {}),
  };
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}

function invalid(host: string, reason: string): RegistryError {
  return invalidResponse(host, `a manifest that cannot be read, ${reason}`);
}
