import { hostnameOf } from "../../core/referenceHost.ts";
import { RegistryError, type RegistryErrorCode } from "../../core/registryError.ts";
import type { Signing } from "../browse.ts";
import { ObtainError } from "../obtainError.ts";
import type { LoginAnswers } from "../question.ts";
import { AwsFailure } from "./awsFailure.ts";
import type { AwsKeys } from "./awsKeys.ts";
import { type AwsAttempt, isAboutClock, reasonOf } from "./awsReasons.ts";
import { withCaBundle } from "./caBundle.ts";
import { apiOfHost, type EcrHost, parseEcrHost, regionOfHost } from "./hosts.ts";
import { asksForCode, keysOfChoice, profileMethod } from "./profileMethod.ts";
import type * as awsSdk from "./sdk.ts";

/** Keys of a role live for 15 minutes at least: they are looked up anew before. */
const keysMs = 10 * 60_000;

type Operation<T> = (sdk: typeof awsSdk, keys: AwsKeys, api: awsSdk.AwsApi) => Promise<T>;

/** ECR's API of one registry. */
export interface SignedApi {
  /** Undefined for ECR Public. */
  readonly site: EcrHost | undefined;
  /** Rejects with RegistryError, as the registry's own lists do, or with the signal's reason. */
  readonly ask: <T>(signal: AbortSignal, operation: Operation<T>) => Promise<T>;
}

/**
 * With the profile of ~/.aws that the login here was made with. Undefined for any other login, and for a profile that wants the code of a
 * device: nothing asks a person here.
 */
export async function openSignedApi(host: string, signing: Signing | undefined): Promise<SignedApi | undefined> {
  const name = hostnameOf(host);
  const region = regionOfHost(name);
  const endpoint = apiOfHost(name);
  if (region === undefined || endpoint === undefined) return undefined;
  if (signing?.source.method !== profileMethod.id || (await asksForCode(profileOf(signing), signing.machine))) return undefined;
  const keys = keeper((signal) => keysOfChoice(answersOf(signing), region, signing.machine, signal));
  return {
    site: parseEcrHost(name),
    ask: (signal, operation) =>
      asRegistry(new URL(endpoint).host, { profile: profileOf(signing) || undefined, region }, async () => {
        const { sendSigned } = await withCaBundle(signing.machine, profileOf(signing));
        const api = { region, endpoint, sendSigned, signal };
        return operation(await import("./sdk.ts"), await keys(signal), api);
      }),
  };
}

function answersOf({ source }: Signing): LoginAnswers {
  return {
    text: (id) => source.answers[id] ?? "",
    secret: (id) => {
      throw new Error(`${id} is not remembered`);
    },
  };
}

function profileOf({ source }: Signing): string {
  return source.answers["profile"] ?? "";
}

/** Keeps what was looked up for a while: a role, a single sign-on and a program take their time. */
function keeper(lookUp: (signal: AbortSignal) => Promise<AwsKeys>): (signal: AbortSignal) => Promise<AwsKeys> {
  const kept: { keys?: AwsKeys; until: number } = { until: 0 };
  return async (signal) => {
    if (kept.keys !== undefined && Date.now() < kept.until) return kept.keys;
    kept.keys = await lookUp(signal);
    kept.until = Date.now() + keysMs;
    return kept.keys;
  };
}

/** What a list is refused with, as the registry's own is; the sentence for it is that of the cause. */
async function asRegistry<T>(api: string, attempt: AwsAttempt, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    const params = { host: api };
    if (error instanceof ObtainError)
      throw new RegistryError("unauthorized", `${api} was not asked: the profile has no keys`, { params, cause: error });
    const reason = error instanceof AwsFailure ? reasonOf(error, attempt) : undefined;
    if (!(error instanceof AwsFailure) || reason === undefined) throw error;
    const cause = ObtainError.refused(reason, error);
    throw new RegistryError(codeOf(error), `${api} refuses: ${error.code}`, { params, cause });
  }
}

/** Only the first is about the keys, so that others would be accepted: the API is not asked with these again. */
const meanings: readonly (readonly [codes: RegExp, meaning: RegistryErrorCode])[] = [
  [
    /^(?:UnrecognizedClient|InvalidClient|InvalidAccessKeyId|InvalidSignature|SignatureDoesNotMatch|IncompleteSignature|ExpiredToken|Missing\w*Token)/,
    "unauthorized",
  ],
  [/^(?:AccessDenied|Forbidden|OptInRequired|RegionDisabled)/, "denied"],
  [/NotFound/, "not-found"],
  [/^(?:Throttling|TooMany|LimitExceeded)/, "rate-limited"],
  [/^(?:Server|Internal|ServiceUnavailable)/, "server-error"],
];

function codeOf(failure: AwsFailure): RegistryErrorCode {
  if (isAboutClock(failure)) return "request-rejected";
  return meanings.find(([codes]) => codes.test(failure.code))?.[1] ?? "request-rejected";
}
