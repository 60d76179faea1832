import { isDigest } from "../../core/digest.ts";
import { RegistryError } from "../../core/registryError.ts";

/** An answer that is not what the specification says. `reason` continues "sent an answer that makes no sense: …". */
export function invalidResponse(host: string, reason: string, cause?: unknown): RegistryError {
  return new RegistryError("invalid-response", `${host} sent an answer that makes no sense: ${reason}`, {
    params: { host, reason },
    cause,
  });
}

export function bodyTooLarge(host: string, limit: number): RegistryError {
  return new RegistryError("body-too-large", `${host} sent more than ${limit} bytes`, { params: { host, limit } });
}

export function digestMismatch(host: string, wanted: string, actual: string): RegistryError {
  return new RegistryError("digest-mismatch", `${host} sent ${actual} for ${wanted}`, { params: { host, digest: wanted, actual } });
}

export function redirectRefused(host: string, reason: string): RegistryError {
  return new RegistryError("redirect-refused", `${host} sends us on: ${reason}`, { params: { host, reason } });
}

/** `what` names the thing that the text should have been. */
export function invalidReference(text: string, what: string): RegistryError {
  return new RegistryError("invalid-reference", `not ${what}: ${JSON.stringify(text)}`, { params: { text } });
}

/** The text, which goes into a URL; throws `invalid-reference` for anything but a digest. */
export function requireDigest(text: string): string {
  if (isDigest(text)) return text;
  throw invalidReference(text, "a digest");
}
