import { hostnameOf } from "../../core/referenceHost.ts";
import { isTag } from "../../core/reference.ts";
import type { ListedRepository, ListedTag } from "../../core/listed.ts";
import { RegistryError, type RegistryErrorCode } from "../../core/registryError.ts";
import type { Page } from "../../registry/lists/pagination.ts";
import type { OpenBrowseSource, PageRequest, Signing } from "../browse.ts";
import type { LoginAnswers } from "../question.ts";
import { ObtainError } from "../obtainError.ts";
import { digestIn, sizeIn } from "../shared/readAnswer.ts";
import { AwsFailure } from "./awsFailure.ts";
import type { AwsKeys } from "./awsKeys.ts";
import { type AwsAttempt, isAboutClock, reasonOf } from "./awsReasons.ts";
import { apiOfHost, type EcrHost, parseEcrHost } from "./hosts.ts";
import { asksForCode, keysOfChoice, profileMethod } from "./profileMethod.ts";
import type * as awsSdk from "./sdk.ts";

/** ECR's API takes no more (API Reference, “DescribeRepositories”, “DescribeImages”). */
const mostItems = 1000;
/** Keys of a role live for 15 minutes at least: they are looked up anew before. */
const keysMs = 10 * 60_000;

/**
 * ECR's own lists, with the profile of ~/.aws that the login here was made with: of tags they have dates, sizes and digests. Nothing asks a
 * person here, so that a profile that wants the code of a device has none.
 */
export const openBrowse: OpenBrowseSource = async ({ host, credential, signing }) => {
  const site = parseEcrHost(hostnameOf(host));
  const endpoint = apiOfHost(hostnameOf(host));
  if (credential === undefined || site === undefined || endpoint === undefined) return undefined;
  if (signing?.source.method !== profileMethod.id || (await asksForCode(profileOf(signing), signing.machine))) return undefined;
  const keys = keeper((signal) => keysOfChoice(answersOf(signing), site.region, signing.machine, signal));
  const ask = <T>(signal: AbortSignal, operation: Operation<T>): Promise<T> =>
    asRegistry(new URL(endpoint).host, { profile: profileOf(signing) || undefined, region: site.region }, async () => {
      const api = { region: site.region, endpoint, sendSigned: signing.machine.sendSigned, signal };
      return operation(await import("./sdk.ts"), await keys(signal), api);
    });
  return {
    repositories: (request) =>
      ask(request.signal, (sdk, signed, api) => sdk.describeRepositories(signed, api, pageOf(site, request)).then(toRepositories)),
    tags: (repository, request) =>
      ask(request.signal, (sdk, signed, api) => sdk.describeImages(signed, api, repository, pageOf(site, request)).then(toTags)),
  };
};

type Operation<T> = (sdk: typeof awsSdk, keys: AwsKeys, api: awsSdk.AwsApi) => Promise<T>;

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

function pageOf({ account }: EcrHost, { cursor, pageSize }: PageRequest): awsSdk.AwsPage {
  return { account, size: Math.min(pageSize, mostItems), ...(cursor === undefined ? {} : { cursor }) };
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

function toRepositories({ items, next }: awsSdk.AwsListed<string>): Page<ListedRepository> {
  return { items: items.map((name) => ({ name })), next };
}

/** An image may have several tags. */
function toTags({ items, next }: awsSdk.AwsListed<awsSdk.AwsImage>): Page<ListedTag> {
  const tags = items.flatMap(({ tags: names, pushedAt, size, digest }) => {
    const facts = { ...(pushedAt === undefined ? {} : { updatedAt: pushedAt }), ...sizeIn(size), ...digestIn(digest) };
    return names.filter(isTag).flatMap((name) => [{ name, ...facts }]);
  });
  return { items: tags, next };
}
