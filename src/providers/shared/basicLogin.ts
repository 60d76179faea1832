import type { Credential } from "../../core/credential.ts";
import { basicAuthorization } from "../../registry/auth/tokenRequest.ts";
import type { ApiRequest } from "../../registry/http/providerApi.ts";

/** What an API is shown of a login, and the secret in it. */
export type ApiLogin = Required<Pick<ApiRequest, "authorization" | "secret">>;

/** A login as an API of the registry's own host takes it: the same name and password. Undefined for what is none. */
export function basicLogin(credential: Credential | undefined): ApiLogin | undefined {
  if (credential?.kind !== "basic") return undefined;
  return { authorization: basicAuthorization(credential.username, credential.password), secret: credential.password };
}
