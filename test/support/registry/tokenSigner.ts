import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Access } from "./access.ts";

/** The claims of a registry token, as distribution's token specification names them. Times are seconds since the Unix epoch. */
export interface TokenClaims {
  readonly iss: string;
  readonly sub: string;
  readonly aud: string;
  readonly iat: number;
  readonly nbf: number;
  readonly exp: number;
  readonly jti: string;
  readonly access: readonly Access[];
}

export interface TokenSigner {
  sign(claims: TokenClaims): string;
}

export interface TokenVerifier {
  /** The claims of a token with a good signature, else undefined. Times and audience are the caller's to check. */
  verify(token: string): TokenClaims | undefined;
}

export function encodePart(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

/** Signs with a key that only this process knows (JWS `HS256`): the registry and its token endpoint are the same program. */
export function createHmacSigner(): TokenSigner & TokenVerifier {
  const key = randomBytes(32);
  const header = encodePart({ typ: "JWT", alg: "HS256" });
  const signatureOf = (text: string): Buffer => createHmac("sha256", key).update(text).digest();
  return {
    sign: (claims) => {
      const text = `${header}.${encodePart(claims)}`;
      return `${text}.${signatureOf(text).toString("base64url")}`;
    },
    verify: (token) => {
      const [head = "", payload = "", signature = ""] = token.split(".");
      const given = Buffer.from(signature, "base64url");
      const expected = signatureOf(`${head}.${payload}`);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
      return JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as TokenClaims;
    },
  };
}
