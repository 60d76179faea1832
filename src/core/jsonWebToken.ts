import type { Secret } from "./secret.ts";

/** A longer one has no claims that anybody would look at. */
const maxLength = 64 * 1024;

/**
 * The claims of a JSON Web Token (RFC 7519), unverified: to be shown, never to decide by. Undefined for any other secret, and for
 * claims that are no object.
 */
export function claimsOf(token: Secret): Readonly<Record<string, unknown>> | undefined {
  const text = token.reveal();
  const [, payload] = text.length > maxLength ? [] : (/^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(text) ?? []);
  return payload === undefined ? undefined : jsonObjectOf(payload, "base64url");
}

/** The object that a text in base64 holds as JSON; undefined for anything else. */
export function jsonObjectOf(text: string, encoding: "base64" | "base64url"): Readonly<Record<string, unknown>> | undefined {
  if (text.length > maxLength) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(text, encoding).toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
