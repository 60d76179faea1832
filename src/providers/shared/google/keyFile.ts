import { createPrivateKey } from "node:crypto";
import { Secret } from "../../../core/secret.ts";
import { type Text, text } from "../../../core/text.ts";
import { ownValue } from "../../../core/ownValue.ts";

/** Where Google's own libraries send what they sign with a key: the only server that gets it from here, whatever a file says. */
export const googleTokenServer = "https://oauth2.googleapis.com/token";
/** Its name in keys that were made before 2017. */
const oldTokenServer = "https://accounts.google.com/o/oauth2/token";

/** A key file has two kilobytes. */
export const maxKeyBytes = 65_536;

const otherKinds: Readonly<Record<string, Text>> = {
  authorized_user: text(
    "These are your own credentials, which gcloud keeps. A registry wants a service account's key, or an access token.",
  ),
  external_account: text("This is a configuration of workload identity federation and holds no key: use an access token of gcloud."),
  impersonated_service_account: text(
    "This file lets gcloud act as a service account and holds no key of its own: use an access token of gcloud.",
  ),
};

/**
 * Why a text cannot be the key of a service account, or undefined. What is sent to the registry is the text as it is. A `token_uri` of somebody
 * else's would lead what programs sign with the key to them (Google, "Service account credentials"; google-auth-library).
 */
export function keyFileProblem(content: string): Text | undefined {
  if (content.trim() === "") return text("The file is empty.");
  const key = parseKey(content);
  if (key === undefined) {
    return /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(content)
      ? text("This is a private key alone. Choose the JSON file that Google gave you with it.")
      : text("This is not the key of a service account: it is not JSON.");
  }
  const { type } = key;
  if (type !== "service_account") {
    return (
      (typeof type === "string" ? ownValue(otherKinds, type) : undefined) ?? text("This is JSON, but not the key of a service account.")
    );
  }
  const lacking = ["client_email", "private_key_id", "private_key", "project_id", "token_uri"].find((name) => !isText(key[name]));
  if (lacking !== undefined) return text("The key lacks {0}. Create a new one and choose the file as it was downloaded.", lacking);
  return privateKeyProblem(String(key["private_key"])) ?? tokenServerProblem(String(key["token_uri"]));
}

/** What signs with the key of a service account. */
export interface ServiceAccountKey {
  readonly email: string;
  readonly id: string;
  /** PEM. */
  readonly privateKey: Secret;
  readonly project: string;
}

/** The key that a text holds; undefined where `keyFileProblem` finds one. */
export function serviceAccountKeyIn(content: string): ServiceAccountKey | undefined {
  if (content.length > maxKeyBytes || keyFileProblem(content) !== undefined) return undefined;
  const key = parseKey(content) ?? {};
  const [email, id, privateKey, project] = [key["client_email"], key["private_key_id"], key["private_key"], key["project_id"]].map(String);
  return { email: email ?? "", id: id ?? "", privateKey: new Secret(privateKey ?? ""), project: project ?? "" };
}

function privateKeyProblem(pem: string): Text | undefined {
  if (pem.includes("ENCRYPTED")) return text("The private key in the file is encrypted, which Google's registries cannot use.");
  const isWhole = /^-----BEGIN (?:RSA )?PRIVATE KEY-----\n[\s\S]+\n-----END (?:RSA )?PRIVATE KEY-----\n*$/.test(pem);
  return isWhole && canSign(pem) ? undefined : text("The private key in the file is damaged. Choose the file as it was downloaded.");
}

/** Google's keys are RSA keys. */
function canSign(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === "rsa";
  } catch {
    return false;
  }
}

/** Why an address of a token server is none to send anything of a file to. */
export function tokenServerProblem(address: string): Text | undefined {
  if (address === googleTokenServer || address === oldTokenServer) return undefined;
  const host = URL.parse(address)?.host ?? "";
  // What is no address may be anything that was in the file.
  if (host === "") return text("The key names a token server that is not Google's: it was changed. Do not use it.");
  return text("The key names {0} as its token server, which is not Google's: it was changed. Do not use it.", host);
}

function parseKey(content: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const key: unknown = JSON.parse(content);
    return typeof key === "object" && key !== null && !Array.isArray(key) ? (key as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

/** The same for the key as Base64, which `_json_key_base64` takes. */
export function encodedKeyProblem(encoded: string): Text | undefined {
  const compact = encoded.replaceAll(/\s/g, "");
  if (compact.startsWith("{")) return text("This is the key itself and not its Base64. Choose the file instead.");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) return text("This is not Base64.");
  return keyFileProblem(Buffer.from(compact, "base64").toString("utf8"));
}

/** The project that an image's name begins with; one of a domain has two parts there, and a colon between them in keys (Google, “Domain-scoped projects”). */
export function projectOf(repository: string): string | undefined {
  const [first = "", second] = repository.split("/");
  if (first === "" || second === undefined) return undefined;
  return first.includes(".") ? `${first}:${second}` : first;
}
