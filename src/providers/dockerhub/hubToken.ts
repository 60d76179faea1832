import type { Credential } from "../../core/credential.ts";
import { dockerHubApi } from "../../core/dockerHub.ts";
import { RegistryError } from "../../core/registryError.ts";
import { Secret } from "../../core/secret.ts";
import { invalidResponse } from "../../registry/http/errorKinds.ts";
import { isJsonObject } from "../../registry/http/json.ts";
import type { BrowseContext } from "../browse.ts";
import { textIn } from "../shared/readAnswer.ts";

/** Docker Hub's API, which is at another host than its registry. */
export const hubApi = new URL(`https://${dockerHubApi}/v2/`);

/** Asks the API for a path with its query; answers what it says. Rejects with RegistryError. */
export type AskHub = (target: string, signal: AbortSignal, method?: "DELETE") => Promise<unknown>;

/**
 * The API takes a token of its own, for which it exchanges the login of the registry (Docker, "Docker Hub API", "Create access token"): a
 * password, a personal access token, or an organization's. As nobody where there is no such login.
 */
export function askHub(credential: Credential | undefined, askApi: BrowseContext["askApi"]): AskHub {
  const url = (target: string): URL => new URL(target, hubApi);
  if (credential?.kind !== "basic")
    return async (target, signal, method) => (await askApi({ url: url(target), ...by(method) }, signal)).json;
  const { username, password } = credential;
  const known: { token?: Secret | undefined } = {};
  const sign = async (signal: AbortSignal): Promise<Secret> => {
    const body = { type: "application/json", text: JSON.stringify({ identifier: username, secret: password.reveal() }) };
    const { json } = await askApi({ url: url("auth/token"), secret: password, body }, signal);
    const token = isJsonObject(json) ? textIn(json["access_token"]) : undefined;
    if (token === undefined) throw invalidResponse(hubApi.host, "no access token");
    return new Secret(token);
  };
  return async (target, signal, method) => {
    const ask = async (secret: Secret): Promise<unknown> =>
      (await askApi({ url: url(target), ...by(method), authorization: `Bearer ${secret.reveal()}`, secret }, signal)).json;
    const earlier = known.token;
    if (earlier === undefined) return ask((known.token = await sign(signal)));
    try {
      return await ask(earlier);
    } catch (error) {
      if (!RegistryError.is(error, "unauthorized")) throw error;
      // It has ended meanwhile.
      return ask((known.token = await sign(signal)));
    }
  };
}

function by(method: "DELETE" | undefined): { readonly method?: "DELETE" } {
  return method === undefined ? {} : { method };
}
