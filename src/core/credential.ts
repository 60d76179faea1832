import type { Secret } from "./secret.ts";

export interface BasicCredential {
  readonly kind: "basic";
  readonly username: string;
  readonly password: Secret;
}

/**
 * What can stand for an account at a registry, in the shapes that config.json knows.
 * - `basic`: user name and password (or access token in the password's place)
 * - `identityToken`: an OAuth2 refresh token, exchanged at the token endpoint (`grant_type=refresh_token`)
 * - `registryToken`: a bearer token sent to the registry as it is
 */
export type Credential =
  | BasicCredential
  | { readonly kind: "identityToken"; readonly username: string; readonly token: Secret }
  | { readonly kind: "registryToken"; readonly token: Secret };
