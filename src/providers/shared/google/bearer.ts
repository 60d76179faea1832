import { sign } from "node:crypto";
import type { Credential } from "../../../core/credential.ts";
import { RegistryError } from "../../../core/registryError.ts";
import { Secret } from "../../../core/secret.ts";
import { invalidResponse } from "../../../registry/http/errorKinds.ts";
import { isJsonObject } from "../../../registry/http/json.ts";
import type { BrowseContext } from "../../browse.ts";
import { textIn } from "../readAnswer.ts";
import { type ServiceAccountKey, serviceAccountKeyIn, googleTokenServer } from "./keyFile.ts";

const tokenServer = new URL(googleTokenServer);
/** Enough to list, and no more. */
const readOnly = "https://www.googleapis.com/auth/cloud-platform.read-only";
/** As long as Google allows. */
const assertionSeconds = 3600;
/** A token is taken anew so long before it ends. */
const marginMs = 60_000;

/** Gets what Google's APIs take as Bearer. Rejects with RegistryError. */
export type GoogleBearer = (signal: AbortSignal) => Promise<Secret>;

/** What the login of a Google registry is for Google's APIs, and the project that it belongs to, where that stands in it. */
export interface GoogleLogin {
  readonly bearer: GoogleBearer;
  readonly project?: string;
}

/**
 * An access token is what it is, whatever name its helper gives it (`oauth2accesstoken`, `_dcgcloud_token`). With a service account's key
 * an assertion is signed here and exchanged at Google for an access token; the key is not sent (Google, "Using OAuth 2.0 for server to
 * server applications"). Undefined for any other login. `scope`: what the access token is for.
 */
export function googleLogin(
  credential: Credential | undefined,
  askApi: BrowseContext["askApi"],
  scope: string = readOnly,
): GoogleLogin | undefined {
  if (credential?.kind !== "basic") return undefined;
  const { username, password } = credential;
  if (username === "_json_key" || username === "_json_key_base64") {
    const text = password.reveal();
    const key = serviceAccountKeyIn(username === "_json_key" ? text : Buffer.from(text, "base64").toString("utf8"));
    return key === undefined ? undefined : { bearer: exchange(key, askApi, scope), project: key.project };
  }
  return username.endsWith("token") ? { bearer: () => Promise.resolve(password) } : undefined;
}

function exchange(key: ServiceAccountKey, askApi: BrowseContext["askApi"], scope: string): GoogleBearer {
  const known: { token?: Secret; until?: number } = {};
  return async (signal) => {
    if (known.token !== undefined && (known.until ?? 0) > Date.now()) return known.token;
    const assertion = googleAssertion(key, Math.floor(Date.now() / 1000), scope);
    const form = new URLSearchParams({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion: assertion.reveal() });
    const body = { type: "application/x-www-form-urlencoded", text: form.toString() };
    const { json } = await askApi({ url: tokenServer, secret: assertion, body }, signal);
    const answer = isJsonObject(json) ? json : {};
    const token = textIn(answer["access_token"]);
    if (token === undefined) throw invalidResponse(tokenServer.host, "no access token");
    known.token = new Secret(token);
    known.until = Date.now() + (Number(answer["expires_in"]) || 0) * 1000 - marginMs;
    return known.token;
  };
}

/** RFC 7523, section 3, signed with RS256. `now` in seconds. Throws RegistryError for a key that cannot sign. */
export function googleAssertion({ email, id, privateKey }: ServiceAccountKey, now: number, scopes: string): Secret {
  const claims = { iss: email, scope: scopes, aud: tokenServer.href, iat: now, exp: now + assertionSeconds };
  const content = [{ alg: "RS256", typ: "JWT", kid: id }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  return new Secret(`${content}.${signatureOf(content, privateKey).toString("base64url")}`);
}

/** What the library says of a key is left out: it is no word for people, and about a secret. */
function signatureOf(content: string, privateKey: Secret): Buffer {
  try {
    return sign("sha256", Buffer.from(content), privateKey.reveal());
  } catch {
    throw new RegistryError("unauthorized", "the key of the service account cannot sign", { params: { host: tokenServer.host } });
  }
}
