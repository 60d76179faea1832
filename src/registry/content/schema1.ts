import { isJsonObject, type JsonObject } from "../http/json.ts";
import { RegistryError } from "../../core/registryError.ts";

/** Docker's schema 1, by its shape: registries also send it as `application/json`. */
export function isSchema1(body: unknown): body is JsonObject {
  return isJsonObject(body) && body["schemaVersion"] === 1 && Array.isArray(body["fsLayers"]);
}

export function isSchema1Type(mediaType: string): boolean {
  return mediaType.startsWith("application/vnd.docker.distribution.manifest.v1+");
}

export function schema1Unsupported(host: string, mediaType: string): RegistryError {
  return new RegistryError("unsupported", `${host} has this image only in Docker's schema 1`, { params: { host, mediaType } });
}
