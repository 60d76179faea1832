import { isAbort } from "../../core/errors.ts";
import { text } from "../../core/text.ts";
import type { LoginMethod, Obtained } from "../loginMethod.ts";
import type { MethodContext } from "../methodContext.ts";
import { ObtainError } from "../obtainError.ts";
import type { LoginAnswers, Option, Question } from "../question.ts";
import { type AwsFilePorts, readAwsProfiles } from "./awsFiles.ts";
import type { AwsKeys } from "./awsKeys.ts";
import { withCaBundle } from "./caBundle.ts";
import { keysOfEnvironment, keysOfProfile, type ProfileWalk } from "./keysOfProfile.ts";
import { passwordByKeys } from "./obtainPassword.ts";
import { describeProfile, mfaDevicesOf, regionOfProfile } from "./profileKinds.ts";
import { ecrHosts } from "./hosts.ts";
import { lacksRight } from "./refusal.ts";

/** The value of the choice that has no name in ~/.aws: a profile has one. */
const fromEnvironment = "";
/** More are no list to choose from. */
const maxProfiles = 1000;

/** The keys of the environment, and the profiles of ~/.aws; first the one that AWS_PROFILE names. Rejects with ObtainError where there are none. */
async function profileOptions(context: MethodContext): Promise<readonly Option[]> {
  const { environment } = context;
  const all = await readAwsProfiles(context);
  const first = environment["AWS_PROFILE"] ?? "default";
  const names = [...all.profiles.keys()].toSorted((a, b) => Number(b === first) - Number(a === first));
  const ambient = environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"] ?? "";
  const own: Option = {
    value: fromEnvironment,
    label: text("The environment"),
    detail: text("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY of VS Code"),
    also: { mfaDevice: "", region: ambient },
  };
  const options = [
    ...(keysOfEnvironment(environment) === undefined ? [] : [own]),
    ...names.slice(0, maxProfiles).map((name): Option => ({
      value: name,
      label: text("{0}", name),
      detail: describeProfile(all.profiles.get(name) ?? new Map()),
      also: { mfaDevice: onlyOne(mfaDevicesOf(name, all)) ?? "", region: regionOfProfile(name, all) ?? ambient },
    })),
  ];
  if (options.length > 0) return options;
  throw ObtainError.refused(text("There is no profile in ~/.aws. Run “aws configure”, or go back and log in with an access key."));
}

/** A code counts once: where several roles want one, none is asked for. */
function onlyOne<T>(values: readonly T[]): T | undefined {
  return values.length === 1 ? values[0] : undefined;
}

export const profileQuestions: readonly Question[] = [
  {
    kind: "choice",
    id: "profile",
    prompt: text("Profile of ~/.aws"),
    options: (_, context) => profileOptions(context),
  },
  {
    kind: "text",
    id: "mfaCode",
    prompt: text("Current code of the profile's MFA device"),
    placeholder: text("123456"),
    isAsked: (answers) => answers.text("mfaDevice") !== "",
    isOnce: true,
    check: (value) => (/^\s*\d{6}\s*$/.test(value) ? undefined : text("The code has six digits.")),
    clean: (value) => value.trim(),
  },
];

/** Whether a profile cannot be used without a code of a device; also where nothing can be told of it. */
export async function asksForCode(profile: string, ports: AwsFilePorts): Promise<boolean> {
  if (profile === fromEnvironment) return false;
  try {
    return mfaDevicesOf(profile, await readAwsProfiles(ports)).length > 0;
  } catch (error) {
    if (error instanceof ObtainError) return true;
    throw error;
  }
}

/** The keys of the profile that was chosen, or of the environment. Rejects as `keysOfProfile` does. */
export async function keysOfChoice(
  answers: LoginAnswers,
  region: string,
  ports: ProfileWalk["context"],
  signal: AbortSignal,
): Promise<AwsKeys> {
  const profile = answers.text("profile");
  if (profile !== fromEnvironment) {
    const profiles = await readAwsProfiles(ports);
    if (mfaDevicesOf(profile, profiles).length > 1)
      throw ObtainError.refused(
        text(
          "The profile {0} takes on several roles that each want a code of a device: log in with the AWS command line instead.",
          profile,
        ),
      );
    const context = await withCaBundle(ports, profile);
    return keysOfProfile(profile, { profiles, region, mfaCode: answers.text("mfaCode"), context, signal });
  }
  const keys = keysOfEnvironment(ports.environment);
  if (keys === undefined) throw ObtainError.refused(text("VS Code's environment no longer has an access key."));
  return keys;
}

/** The password of the account that a profile reaches. */
async function passwordOfProfile(answers: LoginAnswers, context: MethodContext, signal: AbortSignal): Promise<Obtained> {
  const profile = answers.text("profile");
  try {
    const keys = (region: string) => keysOfChoice(answers, region, context, signal);
    return await passwordByKeys(keys, profile === fromEnvironment ? undefined : profile, context, signal);
  } catch (error) {
    if (isAbort(error) || !(error instanceof ObtainError) || error.reason === undefined) throw error;
    const { reason, remedy } = error;
    return { kind: "refused", reason, cause: error, ...(remedy === undefined ? {} : { remedy }) };
  }
}

export const profileMethod: LoginMethod = {
  id: "profile",
  label: text("Profile of ~/.aws"),
  detail: text("Access key, single sign-on, role or program; valid for 12 hours"),
  username: "AWS",
  questions: profileQuestions,
  obtain: passwordOfProfile,
  isBorrowed: true,
  onlyAt: ecrHosts,
  advice: { denied: lacksRight },
};
