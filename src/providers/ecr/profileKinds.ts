import { type Text, text } from "../../core/text.ts";
import type { AwsProfiles, AwsSection } from "./profiles.ts";

/** How a profile comes to its keys. */
export type ProfileSource =
  | { readonly kind: "keys" }
  | { readonly kind: "role"; readonly arn: string; readonly source: string | undefined; readonly credentialSource: string | undefined }
  | { readonly kind: "webIdentity"; readonly arn: string; readonly tokenFile: string }
  | { readonly kind: "process"; readonly command: string }
  | { readonly kind: "signOn" }
  /** “aws login”, which keeps its own way to renew. */
  | { readonly kind: "awsLogin" }
  | { readonly kind: "nothing" };

/** In the order of AWS's library. The source of a role may be a profile that names a role, and has keys: those are meant then. */
export function profileSourceOf(section: AwsSection, isSource: boolean): ProfileSource {
  const arn = section.get("role_arn");
  const hasKeys = section.has("aws_access_key_id") && section.has("aws_secret_access_key");
  if (isSource && hasKeys) return { kind: "keys" };
  const source = section.get("source_profile");
  const credentialSource = section.get("credential_source");
  if (arn !== undefined && (source !== undefined || credentialSource !== undefined)) return { kind: "role", arn, source, credentialSource };
  if (hasKeys) return { kind: "keys" };
  const tokenFile = section.get("web_identity_token_file");
  if (arn !== undefined && tokenFile !== undefined) return { kind: "webIdentity", arn, tokenFile };
  const command = section.get("credential_process");
  if (command !== undefined) return { kind: "process", command };
  if (["sso_session", "sso_start_url", "sso_account_id", "sso_role_name"].some((name) => section.has(name))) return { kind: "signOn" };
  return section.has("login_session") ? { kind: "awsLogin" } : { kind: "nothing" };
}

/** A longer chain of profiles is a mistake, and gives no keys; the library of AWS knows no limit. */
export const longestChain = 10;

/** The profile and those that its roles are taken on with, outermost first, as far as they are there. A circle ends where it closes. */
export function chainOf(name: string, { profiles }: AwsProfiles): readonly AwsSection[] {
  const chain: AwsSection[] = [];
  for (let each: string | undefined = name; each !== undefined;) {
    const section: AwsSection | undefined = profiles.get(each);
    if (section === undefined || chain.includes(section) || chain.length > longestChain) return chain;
    chain.push(section);
    const source = profileSourceOf(section, chain.length > 1);
    each = source.kind === "role" ? source.source : undefined;
  }
  return chain;
}

/** The devices whose codes are asked for, one for each role that is taken on with one: not where a source has keys, or a token's file. */
export function mfaDevicesOf(name: string, profiles: AwsProfiles): readonly string[] {
  return chainOf(name, profiles).flatMap((section, at) => {
    const device = section.get("mfa_serial");
    return device !== undefined && profileSourceOf(section, at > 0).kind === "role" ? [device] : [];
  });
}

/** The region that a profile names, or one that its roles are taken on with. */
export function regionOfProfile(name: string, profiles: AwsProfiles): string | undefined {
  return chainOf(name, profiles)
    .map((section) => section.get("region"))
    .find((region) => region !== undefined);
}

/** What stands beside a profile in a list. */
export function describeProfile(section: AwsSection): Text {
  const source = profileSourceOf(section, false);
  switch (source.kind) {
    case "keys":
      return text("An access key in ~/.aws");
    case "role":
      return text("The role {0}, by the profile {1}", nameOfRole(source.arn), source.source ?? source.credentialSource ?? "");
    case "webIdentity":
      return text("The role {0}, by a token in a file", nameOfRole(source.arn));
    case "process":
      return text("Keys of a program (credential_process)");
    case "signOn":
      return text("Single sign-on (aws sso login)");
    case "awsLogin":
      return text("Sign-in of “aws login”");
    case "nothing":
      return text("It has no keys");
  }
}

function nameOfRole(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}
