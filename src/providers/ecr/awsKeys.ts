import { Secret } from "../../core/secret.ts";

/** What signs requests to Amazon's APIs. */
export interface AwsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  /** Of keys that are good for a while. */
  readonly sessionToken?: Secret;
}

/** The keys that these texts are; undefined where one is missing. An empty session token is none, as for AWS's tools. */
export function awsKeysOf(id: string | undefined, secret: string | undefined, session: string | undefined): AwsKeys | undefined {
  if (id === undefined || id === "" || secret === undefined || secret === "") return undefined;
  const sessionToken = session === undefined || session === "" ? {} : { sessionToken: new Secret(session) };
  return { accessKeyId: id, secretAccessKey: new Secret(secret), ...sessionToken };
}

/** The ends of access keys tell what they are (IAM User Guide, “IAM identifiers”): a user's own, or good for a while. */
export function isAccessKeyId(value: string): boolean {
  return /^(?:AKIA|ASIA)[A-Z0-9]{12,124}$/.test(value);
}

/** A secret access key has nothing that tells it but its form: forty letters and signs of Base64. */
export function looksLikeSecretAccessKey(value: string): boolean {
  return /^[A-Za-z0-9/+]{40}$/.test(value);
}

/** Whether a session token belongs to the key. */
export function isTemporaryKey(accessKeyId: string): boolean {
  return accessKeyId.startsWith("ASIA");
}
