import { Secret } from "../../core/secret.ts";
import { text } from "../../core/text.ts";
import type { Obtained } from "../loginMethod.ts";
import type { MethodContext } from "../methodContext.ts";
import type { Option } from "../question.ts";
import { hostnameOf } from "../../core/referenceHost.ts";
import { runProgram } from "../shared/runProgram.ts";
import { signOnRemedy } from "./signOnRemedy.ts";
import { isPublicHost, regionOfHost } from "./hosts.ts";

/** More are no list to choose from. */
const maxProfiles = 1000;

/** How aws says that a single sign-on has ended or never began (botocore, exceptions.py and tokens.py). */
const signOnOver = /aws sso login|SSO (?:session|access token)|loading SSO token|token from sso/i;

/** The value of the choice that leaves the profile to aws: AWS_PROFILE, or “default”. */
const noProfile = "";

/** The profiles of ~/.aws, as aws knows them. */
export async function profilesOf({ spawn }: MethodContext, signal: AbortSignal): Promise<readonly Option[]> {
  const answer = await runProgram(spawn, "aws", ["configure", "list-profiles"], signal);
  const names =
    "output" in answer
      ? answer.output
          .split(/\r?\n/)
          .filter((name) => name.trim() !== "")
          .slice(0, maxProfiles)
      : [];
  const own: Option = {
    value: noProfile,
    label: text("What aws uses by default"),
    detail: text("AWS_PROFILE, the environment, or the profile “default”"),
  };
  return [own, ...names.map((name): Option => ({ value: name, label: text("{0}", name), detail: text("A profile of ~/.aws") }))];
}

/** The password that “aws ecr get-login-password” prints. It is for all registries of the account that the profile reaches. */
export async function passwordOfAws(profile: string, { spawn, host }: MethodContext, signal: AbortSignal): Promise<Obtained> {
  const name = hostnameOf(host);
  const isPublic = isPublicHost(name);
  const region = regionOfHost(name);
  if (region === undefined)
    return { kind: "refused", reason: text("The region cannot be read from {0}: use another way to log in.", host) };
  const chosen = profile === noProfile ? [] : [`--profile=${profile}`];
  const args = [isPublic ? "ecr-public" : "ecr", "get-login-password", "--region", region, ...chosen];
  const answer = await runProgram(spawn, "aws", args, signal);
  if ("refusal" in answer) {
    const { refusal } = answer;
    const isOver = refusal.args?.some((words) => signOnOver.test(words)) === true;
    return { kind: "refused", reason: refusal, ...(isOver ? { remedy: signOnRemedy(profile) } : {}) };
  }
  const password = answer.output.trim();
  if (!/^\S+$/.test(password)) return { kind: "refused", reason: text("aws gave no password.") };
  return { kind: "credential", credential: { kind: "basic", username: "AWS", password: new Secret(password) } };
}
