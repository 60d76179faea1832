import { RegistryError } from "../../core/registryError.ts";
import { withoutTokenLike } from "../../core/tokenLike.ts";
import { type Text, text } from "../../core/text.ts";
import { AwsFailure } from "./awsFailure.ts";

/** What a failure is about, to be named in its sentence. */
export interface AwsAttempt {
  /** Undefined for keys that were typed, or that stand in the environment. */
  readonly profile: string | undefined;
  readonly region: string;
}

/** Amazon refuses a signature whose time is further off (Signature Version 4, “Handling dates”). */
const mostClockMs = 5 * 60_000;
const longestWords = 300;

/** Reasons that have a sentence of their own, by what ECR, STS and the single sign-on call them. */
const reasons: readonly (readonly [codes: RegExp, reason: (attempt: AwsAttempt, words: string) => Text])[] = [
  [
    /^(?:UnrecognizedClientException|InvalidClientTokenId|InvalidAccessKeyId)$/,
    ({ profile }) =>
      profile === undefined
        ? text(
            "Amazon does not know this access key ID: it was deleted or mistyped, or belongs to another cloud. A temporary one needs its session token.",
          )
        : text("Amazon does not know the access key of the profile {0}: it was deleted, or belongs to another cloud.", profile),
  ],
  [
    /^(?:InvalidSignatureException|SignatureDoesNotMatch|IncompleteSignature\w*)$/,
    ({ profile }) =>
      profile === undefined
        ? text("The secret access key does not belong to this access key ID.")
        : text("The secret access key of the profile {0} does not belong to its access key ID.", profile),
  ],
  [
    /^(?:ExpiredToken\w*|RequestExpired)$/,
    ({ profile }) =>
      profile === undefined
        ? text("These keys have expired. Get new ones.")
        : text("The keys of the profile {0} have expired. Get new ones.", profile),
  ],
  [/^(?:OptInRequired|RegionDisabled\w*)$/, ({ region }) => text("The region {0} is not enabled for this account.", region)],
  [
    /^(?:Throttling\w*|TooManyRequests\w*)$/,
    () => text("Amazon is receiving too many requests from this account. Wait a little, then try again."),
  ],
  [
    /^(?:AccessDenied\w*|Forbidden\w*)$/,
    (_, words) =>
      /MultiFactorAuthentication|MFA/.test(words)
        ? text("Amazon does not accept the code of the MFA device: each code works once, for 30 seconds.")
        : text("Amazon does not allow it: {0}", words),
  ],
];

/** The sentence for a failure; undefined for what is none of Amazon's. */
export function reasonOf(error: unknown, attempt: AwsAttempt): Text | undefined {
  if (RegistryError.is(error, "host-not-found"))
    return text("Amazon has no {0} in the region {1}, or DNS does not work here.", String(error.params["host"]), attempt.region);
  if (!(error instanceof AwsFailure)) return undefined;
  const { code, words, clockAheadMs = 0 } = error;
  if (isAboutClock(error)) return clockReason(clockAheadMs);
  const found = reasons.find(([codes]) => codes.test(code));
  const plain = withoutTokenLike(words.replace(/\s+/g, " ").slice(0, 4 * longestWords), "").slice(0, longestWords);
  if (found !== undefined) return found[1](attempt, plain);
  return code === "" ? text("Amazon's answer could not be understood.") : text("Amazon refused the request: {0}.", code);
}

/** Whether the keys are refused for the time that stands in a signature: no other keys would help. */
export function isAboutClock({ code, clockAheadMs = 0 }: AwsFailure): boolean {
  return /Signature|RequestExpired|RequestTimeTooSkewed|RequestInTheFuture/.test(code) && Math.abs(clockAheadMs) > mostClockMs;
}

function clockReason(aheadMs: number): Text {
  const minutes = String(Math.round(Math.abs(aheadMs) / 60_000));
  return aheadMs > 0
    ? text("The clock of this machine is {0} minutes ahead of Amazon's, which therefore refuses the keys. Correct the clock.", minutes)
    : text("The clock of this machine is {0} minutes behind Amazon's, which therefore refuses the keys. Correct the clock.", minutes);
}

/** What the library's own failures at a single sign-on are called here where all that is missing is “aws sso login”. */
export const signOnEnded = "SignOnEnded";

/** Whether a single sign-on has ended, or never began; not where Amazon says that the role is not to be had. */
export function isSignOnOver(error: unknown): boolean {
  return error instanceof AwsFailure && (error.code === signOnEnded || error.code === "UnauthorizedException");
}

/** Whether the library finds fault with the settings of a single sign-on. */
export function isSignOnIncomplete(error: unknown): boolean {
  return error instanceof AwsFailure && /^(?:CredentialsProviderError|TokenProviderError)$/.test(error.code);
}
