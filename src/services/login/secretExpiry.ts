import type { Secret } from "../../core/secret.ts";
import { validDate } from "../remembered/rememberedLogins.ts";

/** The end that a JSON Web Token names itself (RFC 7519, section 4.1.4). Other secrets tell nothing. */
export function expiryOf(secret: Secret): Date | undefined {
  const [, payload] = /^eyJ[\w-]+\.(eyJ[\w-]+)\.[\w-]*$/.exec(secret.reveal()) ?? [];
  if (payload === undefined) return undefined;
  try {
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as { readonly exp?: unknown };
    return typeof claims.exp === "number" ? validDate(claims.exp * 1000) : undefined;
  } catch {
    return undefined;
  }
}
