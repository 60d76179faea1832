import { readOrdinaryFile } from "../../core/ordinaryFile.ts";
import { Secret } from "../../core/secret.ts";
import { type Text, text } from "../../core/text.ts";
import type { MethodContext } from "../methodContext.ts";
import { ObtainError } from "../obtainError.ts";
import { awsFilesOf, refuseOddFile, signOnTokenOf } from "./awsFiles.ts";
import { signOnRemedy } from "./signOnRemedy.ts";
import { isSignOnIncomplete, isSignOnOver } from "./awsReasons.ts";
import { apiOfService, isRegion } from "./hosts.ts";
import { keysOfProcess } from "./keysOfProcess.ts";
import { longestChain, profileSourceOf } from "./profileKinds.ts";
import type { AwsProfiles, AwsSection } from "./profiles.ts";
import type { AwsApi, AwsRole } from "./sdk.ts";
import { type AwsKeys, awsKeysOf } from "./awsKeys.ts";

/** What a chain of profiles is walked with. */
export interface ProfileWalk {
  readonly profiles: AwsProfiles;
  /** Of the registry: a role is taken on there, unless its profile says where. */
  readonly region: string;
  /** As it was typed; "" where no profile asks for one. */
  readonly mfaCode: string;
  readonly context: Pick<MethodContext, "files" | "homeDirectory" | "environment" | "spawn" | "sendSigned">;
  readonly signal: AbortSignal;
}

/** The keys that the environment of VS Code has, as AWS's tools read them. */
export function keysOfEnvironment(environment: Readonly<Record<string, string | undefined>>): AwsKeys | undefined {
  return awsKeysOf(environment["AWS_ACCESS_KEY_ID"], environment["AWS_SECRET_ACCESS_KEY"], environment["AWS_SESSION_TOKEN"]);
}

/** The keys of a profile of ~/.aws. Rejects with ObtainError, AwsFailure or RegistryError, or with the signal's reason. */
export function keysOfProfile(name: string, walk: ProfileWalk): Promise<AwsKeys> {
  return follow(name, walk, []);
}

async function follow(name: string, walk: ProfileWalk, visited: readonly string[]): Promise<AwsKeys> {
  const section = walk.profiles.profiles.get(name);
  const by = visited.at(-1);
  if (section === undefined) {
    throw ObtainError.refused(
      by === undefined
        ? text("~/.aws no longer has a profile {0}: choose another one.", name)
        : text("The profile {0} names {1} as its source_profile, which is not in ~/.aws. Add it, or choose another profile.", by, name),
    );
  }
  const source = profileSourceOf(section, visited.length > 0);
  switch (source.kind) {
    case "keys":
      return required(
        awsKeysOf(section.get("aws_access_key_id"), section.get("aws_secret_access_key"), section.get("aws_session_token")),
        text("The keys of the profile {0} are empty.", name),
      );
    case "role":
      return keysOfRole(name, section, source, walk, visited);
    case "webIdentity": {
      const token = new Secret(await readIdentityToken(source.tokenFile, walk));
      const api = apiOf(section, walk);
      const made = await (await import("./sdk.ts")).assumeRoleWithToken(token, roleOf(section, source.arn), api);
      return required(made, noKeys(name));
    }
    case "process":
      return keysOfProcess(name, source.command, walk.context, walk.signal);
    case "signOn":
      return followSignOn(name, section, walk);
    case "awsLogin":
      throw ObtainError.refused(text("The profile {0} uses “aws login”: log in with the AWS command line instead.", name));
    case "nothing":
      throw ObtainError.refused(text("The profile {0} has no keys, and names nothing to get them from.", name));
  }
}

function required(keys: AwsKeys | undefined, reason: Text): AwsKeys {
  if (keys === undefined) throw ObtainError.refused(reason);
  return keys;
}

function noKeys(name: string): Text {
  return text("Amazon gave no keys for the profile {0}.", name);
}

async function keysOfRole(
  name: string,
  section: AwsSection,
  {
    arn,
    source,
    credentialSource,
  }: { readonly arn: string; readonly source: string | undefined; readonly credentialSource: string | undefined },
  walk: ProfileWalk,
  visited: readonly string[],
): Promise<AwsKeys> {
  if (source !== undefined && (visited.includes(source) || visited.length >= longestChain))
    throw ObtainError.refused(text("The profiles name each other in a circle: {0}.", [...visited, name, source].join(" → ")));
  const serial = section.get("mfa_serial");
  const role: AwsRole = { ...roleOf(section, arn), ...(serial === undefined ? {} : { mfa: { serial, code: walk.mfaCode } }) };
  const keys = source === undefined ? keysOfSource(name, credentialSource ?? "", walk) : await follow(source, walk, [...visited, name]);
  return required(await (await import("./sdk.ts")).assumeRole(keys, role, apiOf(section, walk)), noKeys(name));
}

function keysOfSource(name: string, credentialSource: string, { context }: ProfileWalk): AwsKeys {
  if (credentialSource !== "Environment") {
    throw ObtainError.refused(
      text("The profile {0} gets its keys from {1}: log in with the AWS command line, or with Amazon's helper.", name, credentialSource),
    );
  }
  return required(
    keysOfEnvironment(context.environment),
    text("The profile {0} gets its keys from the environment, and VS Code's environment has none.", name),
  );
}

function roleOf(section: AwsSection, arn: string): AwsRole {
  const duration = Number.parseInt(section.get("duration_seconds") ?? "", 10);
  return {
    arn,
    sessionName: section.get("role_session_name") ?? `container-registries-${Date.now()}`,
    externalId: section.get("external_id"),
    durationSeconds: Number.isNaN(duration) ? undefined : duration,
  };
}

function apiOf(section: AwsSection, { region: registry, context, signal }: ProfileWalk): AwsApi {
  const region = checked(section.get("region") ?? registry);
  return { region, endpoint: apiOfService("sts", region), sendSigned: context.sendSigned, signal };
}

/** It becomes part of the host that is asked. */
function checked(region: string): string {
  if (!isRegion(region)) throw ObtainError.refused(text("“{0}” is not a region of AWS.", region));
  return region;
}

/** A token has a few kilobytes. */
const maxTokenBytes = 65_536;

async function readIdentityToken(path: string, { context }: ProfileWalk): Promise<string> {
  try {
    return new TextDecoder().decode(await readOrdinaryFile(context.files, path, maxTokenBytes)).trim();
  } catch (error) {
    throw ObtainError.refused(text("{0}, which the profile names as its token, cannot be read.", path), error);
  }
}

async function followSignOn(profile: string, section: AwsSection, { profiles, context, signal }: ProfileWalk): Promise<AwsKeys> {
  const session = section.get("sso_session");
  const named = session === undefined ? section : profiles.sessions.get(session);
  if (named === undefined) {
    throw ObtainError.refused(text("The profile {0} names the sso-session {1}, which is not in ~/.aws/config.", profile, session ?? ""));
  }
  const contradicted = ["sso_start_url", "sso_region"].find((name) => section.has(name) && section.get(name) !== named.get(name));
  if (contradicted !== undefined) {
    throw ObtainError.refused(
      text(
        "The profile {0} and its sso-session {1} name different values for {2}: correct one of them in ~/.aws/config.",
        profile,
        session ?? "",
        contradicted,
      ),
    );
  }
  const setting = (name: string, from: AwsSection): string => {
    const value = from.get(name);
    if (value === undefined || value === "")
      throw ObtainError.refused(text("The profile {0} lacks {1}: run “aws configure sso”.", profile, name));
    return value;
  };
  const signOn = {
    profile,
    session,
    startUrl: setting("sso_start_url", named),
    region: checked(setting("sso_region", named)),
    account: setting("sso_account_id", section),
    role: setting("sso_role_name", section),
  };
  await refuseOddFile(signOnTokenOf(session ?? signOn.startUrl, context), context);
  const sdk = await import("./sdk.ts");
  try {
    return required(await sdk.keysOfSignOn(signOn, awsFilesOf(context), { sendSigned: context.sendSigned, signal }), noKeys(profile));
  } catch (error) {
    if (isSignOnIncomplete(error))
      throw ObtainError.refused(
        text("The settings of the single sign-on of the profile {0} cannot be used: run “aws configure sso”.", profile),
        error,
      );
    if (!isSignOnOver(error)) throw error;
    const reason = text("The single sign-on of the profile {0} has ended: run “aws sso login --profile {0}”.", profile);
    throw ObtainError.refused(reason, error, signOnRemedy(profile));
  }
}
