import type { Credential } from "./credential.ts";
import { claimsOf, jsonObjectOf } from "./jsonWebToken.ts";
import type { Secret } from "./secret.ts";

/**
 * The end that a secret names itself: a JSON Web Token in `exp` (RFC 7519, section 4.1.4), the password of Amazon ECR, which is JSON in
 * base64, in `expiration`; both in seconds since the Unix epoch. Other secrets tell nothing.
 */
export function expiryOf(secret: Secret): Date | undefined {
  const seconds = claimsOf(secret)?.["exp"] ?? ecrExpiration(secret);
  return typeof seconds === "number" ? validDate(seconds * 1000) : undefined;
}

/** The end that the secret of a credential names itself. */
export function expiryOfCredential(credential: Credential): Date | undefined {
  return expiryOf(credential.kind === "basic" ? credential.password : credential.token);
}

function ecrExpiration(secret: Secret): unknown {
  const text = secret.reveal();
  return text.startsWith("eyJ") ? jsonObjectOf(text, "base64")?.["expiration"] : undefined;
}

export function validDate(time: number): Date | undefined {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
