// Amazon's own library: loaded when somebody logs in with it. Each client is told everything that it would otherwise look up in the
// environment or in ~/.aws, so that none of those leads a signed request elsewhere.
import {
  BatchDeleteImageCommand,
  CreateRepositoryCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  PutLifecyclePolicyCommand,
} from "@aws-sdk/client-ecr";
import {
  DescribeRepositoriesCommand as DescribePublicRepositoriesCommand,
  ECRPUBLICClient,
  GetAuthorizationTokenCommand as GetPublicTokenCommand,
} from "@aws-sdk/client-ecr-public";
import { AssumeRoleCommand, AssumeRoleWithWebIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { fromSSO } from "@aws-sdk/credential-provider-sso";
import { toError } from "../../core/errors.ts";
import { inSlices } from "../../core/slices.ts";
import { Secret } from "../../core/secret.ts";
import { documentBounds, measureJson, tooComplex } from "../../registry/http/jsonBounds.ts";
import type { MethodPorts } from "../methodContext.ts";
import { AwsFailure } from "./awsFailure.ts";
import { type AwsKeys, awsKeysOf } from "./awsKeys.ts";
import { signOnEnded } from "./awsReasons.ts";

/** One of Amazon's APIs, and the way there. */
export interface AwsApi {
  readonly region: string;
  /** `https://` and the host. */
  readonly endpoint: string;
  readonly sendSigned: MethodPorts["sendSigned"];
  readonly signal: AbortSignal;
}

/** A password of ECR, whose user name is AWS. */
export interface AwsAuthorization {
  readonly password: Secret;
  readonly expiresAt: Date | undefined;
  /** The registry of the account that the keys belong to; of ECR Public there is none. */
  readonly registry: string | undefined;
}

interface SdkRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number | undefined;
  readonly path: string;
  readonly query: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The domains of Amazon's APIs, in each of its clouds. */
const amazonsOwn =
  /\.(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|api\.aws|api\.amazonwebservices\.com\.cn|sc2s\.sgov\.gov|c2s\.ic\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)$/;
/** Those of an answer that the library reads. */
const answerHeaders = ["content-type", "date", "x-amzn-errortype", "x-amzn-requestid", "x-amz-request-id"];
/** The way there has its own. */
const ownHeaders: ReadonlySet<string> = new Set(["host", "user-agent", "content-length", "expect"]);

/** STS alone answers with XML: keys of a role, which are a few kilobytes. */
const maxXmlBytes = 64 * 1024;

/** Takes the library's requests to our own transport, and keeps what its answers tell of the time. */
class Handler {
  readonly metadata = { handlerProtocol: "http/1.1" };
  readonly #send: (request: Parameters<MethodPorts["sendSigned"]>[0]) => ReturnType<MethodPorts["sendSigned"]>;
  clockAheadMs: number | undefined;
  /** Why the last request had no answer: the library makes an error of its own of some. */
  unanswered: Error | undefined;

  constructor({ sendSigned, signal }: Pick<AwsApi, "sendSigned" | "signal">) {
    this.#send = (request) => sendSigned(request, signal);
  }

  async handle(request: SdkRequest) {
    const { method, headers, body } = request;
    const url = urlOf(request);
    if (url.protocol !== "https:" || !amazonsOwn.test(url.hostname)) throw new Error(`${url.host} is not an API of Amazon`);
    const sent = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
    const content = typeof body === "string" || body instanceof Uint8Array ? { body } : {};
    const headersToSend = Object.fromEntries(sent.filter(([name]) => !ownHeaders.has(name)));
    const answer = await this.#send({ method, url, headers: headersToSend, ...content }).catch((error: unknown) => {
      this.unanswered = toError(error);
      throw error;
    });
    await this.#refuseLarge(answer.bytes, url.host);
    const date = Date.parse(answer.header("date") ?? "");
    if (!Number.isNaN(date)) this.clockAheadMs = Date.now() - date;
    const told = answerHeaders.flatMap((name) => {
      const value = answer.header(name);
      return value === undefined ? [] : [[name, value] as const];
    });
    return { response: { statusCode: answer.status, headers: Object.fromEntries(told), body: answer.bytes } };
  }

  /** Before the library makes objects of it, in one go. */
  async #refuseLarge(bytes: Uint8Array, host: string): Promise<void> {
    try {
      const isXml = bytes[0] === 0x3c;
      if (isXml && bytes.length > maxXmlBytes) throw tooComplex(host, documentBounds);
      if (!isXml) await inSlices(measureJson(bytes, documentBounds, host));
    } catch (error) {
      this.unanswered = toError(error);
      throw error;
    }
  }

  updateHttpClientConfig(): void {}

  httpHandlerConfigs(): Record<string, never> {
    return {};
  }

  destroy(): void {}
}

function urlOf({ protocol, hostname, port, path, query }: SdkRequest): URL {
  const url = new URL(`${protocol}//${hostname}${port === undefined ? "" : `:${port}`}${path}`);
  for (const [name, value] of Object.entries(query)) for (const each of [value].flat()) url.searchParams.append(name, each ?? "");
  return url;
}

/** What a client would look up elsewhere. */
function settled(requestHandler: Handler) {
  return {
    requestHandler,
    maxAttempts: 1,
    retryMode: "standard",
    defaultsMode: "standard" as const,
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    userAgentAppId: () => Promise.resolve(undefined),
    authSchemePreference: () => Promise.resolve([]),
    ignoreConfiguredEndpointUrls: true,
    disableClockSkewCorrection: () => Promise.resolve(true),
  };
}

/** Runs one operation of a client. Rejects with AwsFailure, with RegistryError where there is no answer, or with the signal's reason. */
async function ask<T>(
  api: Pick<AwsApi, "sendSigned" | "signal">,
  operation: (settings: ReturnType<typeof settled>) => Promise<T>,
): Promise<T> {
  const handler = new Handler(api);
  try {
    return await operation(settled(handler));
  } catch (error) {
    api.signal.throwIfAborted();
    throw handler.unanswered ?? failureOf(error, handler.clockAheadMs);
  }
}

/** Whose words hold no key: of a signature, Amazon shows what it has signed itself. */
const quotable = /^(?:AccessDenied|Forbidden|RegionDisabled|Throttling|TooManyRequests|ServerException|LimitExceeded)/;

/** With this the library's providers of a single sign-on end what “aws sso login” helps against (@aws-sdk/token-providers, constants.js). */
const wantsLogIn = /To refresh this SSO session run '?aws sso login/;

/** Without a cause: an error of the library has the request in it. */
export function failureOf(thrown: unknown, clockAheadMs: number | undefined): AwsFailure {
  const { name, message } = toError(thrown);
  if (wantsLogIn.test(message)) return new AwsFailure(signOnEnded, "", clockAheadMs);
  // The provider of the single sign-on makes text of the error that it got.
  const [, code = /^\w{1,80}$/.exec(name)?.[0] ?? "", words = message] = /^(\w{1,80}Exception): (.*)$/s.exec(message) ?? [];
  return new AwsFailure(code, quotable.test(code) ? words : "", clockAheadMs);
}

function credentialsOf({ accessKeyId, secretAccessKey, sessionToken }: AwsKeys) {
  const session = sessionToken === undefined ? {} : { sessionToken: sessionToken.reveal() };
  return { accessKeyId, secretAccessKey: secretAccessKey.reveal(), ...session };
}

/** The password of “aws ecr get-login-password”, or of ECR Public (API Reference, “GetAuthorizationToken”). */
export function authorizationOf(keys: AwsKeys, api: AwsApi, isPublic: boolean): Promise<AwsAuthorization | undefined> {
  const { region, endpoint } = api;
  return ask(api, async (settings) => {
    const options = { ...settings, region, endpoint, credentials: credentialsOf(keys) };
    const data = isPublic
      ? (await new ECRPUBLICClient(options).send(new GetPublicTokenCommand({}))).authorizationData
      : (await new ECRClient(options).send(new GetAuthorizationTokenCommand({}))).authorizationData?.[0];
    const [, password] = /^AWS:(.+)$/s.exec(Buffer.from(data?.authorizationToken ?? "", "base64").toString("utf8")) ?? [];
    if (data === undefined || password === undefined) return undefined;
    const { expiresAt, proxyEndpoint = "" }: { readonly expiresAt?: Date | undefined; readonly proxyEndpoint?: string | undefined } = data;
    return { password: new Secret(password), expiresAt, registry: URL.parse(proxyEndpoint)?.host };
  });
}

/** A role to be taken on, and what it asks for. */
export interface AwsRole {
  readonly arn: string;
  readonly sessionName: string;
  readonly externalId?: string | undefined;
  readonly durationSeconds?: number | undefined;
  readonly mfa?: { readonly serial: string; readonly code: string } | undefined;
}

/** Keys of a role, for as long as it says. */
export function assumeRole(keys: AwsKeys, role: AwsRole, api: AwsApi): Promise<AwsKeys | undefined> {
  const { region, endpoint } = api;
  return ask(api, async (settings) => {
    const client = new STSClient({ ...settings, region, endpoint, credentials: credentialsOf(keys) });
    const command = new AssumeRoleCommand({
      RoleArn: role.arn,
      RoleSessionName: role.sessionName,
      ExternalId: role.externalId,
      DurationSeconds: role.durationSeconds,
      SerialNumber: role.mfa?.serial,
      TokenCode: role.mfa?.code,
    });
    const { Credentials: made } = await client.send(command);
    return awsKeysOf(made?.AccessKeyId, made?.SecretAccessKey, made?.SessionToken);
  });
}

/** The same for the token of another identity provider, which is sent instead of a signature. */
export function assumeRoleWithToken(token: Secret, role: AwsRole, api: AwsApi): Promise<AwsKeys | undefined> {
  const { region, endpoint } = api;
  return ask(api, async (settings) => {
    const client = new STSClient({ ...settings, region, endpoint });
    const command = new AssumeRoleWithWebIdentityCommand({
      RoleArn: role.arn,
      RoleSessionName: role.sessionName,
      WebIdentityToken: token.reveal(),
      DurationSeconds: role.durationSeconds,
    });
    const { Credentials: made } = await client.send(command);
    return awsKeysOf(made?.AccessKeyId, made?.SecretAccessKey, made?.SessionToken);
  });
}

/** A role that a single sign-on gives. */
export interface AwsSignOn {
  readonly profile: string;
  readonly startUrl: string;
  readonly region: string;
  readonly account: string;
  readonly role: string;
  readonly session: string | undefined;
}

/**
 * Keys of a role by the single sign-on that “aws sso login” began; where that can be renewed, the library renews it, and writes so into
 * ~/.aws/sso/cache as aws does.
 */
export function keysOfSignOn(
  signOn: AwsSignOn,
  files: { readonly config: string; readonly credentials: string },
  api: Pick<AwsApi, "sendSigned" | "signal">,
): Promise<AwsKeys | undefined> {
  return ask(api, async (settings) => {
    const provider = fromSSO({
      profile: signOn.profile,
      ssoStartUrl: signOn.startUrl,
      ssoAccountId: signOn.account,
      ssoRegion: signOn.region,
      ssoRoleName: signOn.role,
      ...(signOn.session === undefined ? {} : { ssoSession: signOn.session }),
      filepath: files.credentials,
      configFilepath: files.config,
      ignoreCache: true,
      clientConfig: { ...settings, region: signOn.region },
    });
    const { accessKeyId, secretAccessKey, sessionToken } = await provider();
    return awsKeysOf(accessKeyId, secretAccessKey, sessionToken);
  });
}

/** A page of a list. */
export interface AwsPage {
  readonly size: number;
  readonly cursor?: string;
}

export interface AwsListed<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}

export interface AwsImage {
  readonly tags: readonly string[];
  readonly digest: string | undefined;
  /** In bytes. */
  readonly size: number | undefined;
  readonly pushedAt: Date | undefined;
}

/** The names of the account's repositories. */
export function describeRepositories(keys: AwsKeys, api: AwsApi, account: string, { size, cursor }: AwsPage): Promise<AwsListed<string>> {
  return ask(api, async (settings) => {
    const client = new ECRClient({ ...settings, region: api.region, endpoint: api.endpoint, credentials: credentialsOf(keys) });
    const answer = await client.send(new DescribeRepositoriesCommand({ registryId: account, maxResults: size, nextToken: cursor }));
    return { items: (answer.repositories ?? []).flatMap(({ repositoryName }) => repositoryName ?? []), next: answer.nextToken };
  });
}

/** The account's repositories in ECR Public, as images in them are named there: behind the alias of its registry. */
export function describePublicRepositories(keys: AwsKeys, api: AwsApi, { size, cursor }: AwsPage): Promise<AwsListed<string>> {
  return ask(api, async (settings) => {
    const client = new ECRPUBLICClient({ ...settings, region: api.region, endpoint: api.endpoint, credentials: credentialsOf(keys) });
    const answer = await client.send(new DescribePublicRepositoriesCommand({ maxResults: size, nextToken: cursor }));
    const names = (answer.repositories ?? []).map(({ repositoryUri = "" }) => repositoryUri.slice(repositoryUri.indexOf("/") + 1));
    return { items: names.filter((name) => name.includes("/")), next: answer.nextToken };
  });
}

/** Takes a tag off its image, which goes with its last one (API Reference, “BatchDeleteImage”). */
export function deleteImageTag(
  keys: AwsKeys,
  api: AwsApi,
  { account, repository: repositoryName }: { readonly account: string; readonly repository: string },
  imageTag: string,
): Promise<void> {
  return ask(api, async (settings) => {
    const client = new ECRClient({ ...settings, region: api.region, endpoint: api.endpoint, credentials: credentialsOf(keys) });
    const { failures } = await client.send(new BatchDeleteImageCommand({ registryId: account, repositoryName, imageIds: [{ imageTag }] }));
    const [failure] = failures ?? [];
    if (failure !== undefined) throw Object.assign(new Error(failure.failureReason ?? ""), { name: failure.failureCode ?? "" });
  });
}

/** The images of a repository that have tags. */
export function describeImages(
  keys: AwsKeys,
  api: AwsApi,
  { account, repository: repositoryName }: { readonly account: string; readonly repository: string },
  { size, cursor }: AwsPage,
): Promise<AwsListed<AwsImage>> {
  return ask(api, async (settings) => {
    const client = new ECRClient({ ...settings, region: api.region, endpoint: api.endpoint, credentials: credentialsOf(keys) });
    const filter = { tagStatus: "TAGGED" as const };
    const command = new DescribeImagesCommand({ registryId: account, repositoryName, filter, maxResults: size, nextToken: cursor });
    const answer = await client.send(command);
    const items = (answer.imageDetails ?? []).map(({ imageTags = [], imageDigest, imageSizeInBytes, imagePushedAt }) => ({
      tags: imageTags,
      digest: imageDigest,
      size: imageSizeInBytes,
      pushedAt: imagePushedAt,
    }));
    return { items, next: answer.nextToken };
  });
}

export interface NewAwsRepository {
  readonly account: string;
  readonly name: string;
  readonly isImmutable: boolean;
  readonly scanOnPush: boolean;
  /** As JSON. */
  readonly lifecyclePolicy?: string;
}

/** Answers whether the lifecycle policy, if there is one, was taken: the repository is there in any case. */
export function createEcrRepository(keys: AwsKeys, api: AwsApi, made: NewAwsRepository): Promise<boolean> {
  const { account: registryId, name: repositoryName, isImmutable, scanOnPush, lifecyclePolicy } = made;
  return ask(api, async (settings) => {
    const client = new ECRClient({ ...settings, region: api.region, endpoint: api.endpoint, credentials: credentialsOf(keys) });
    const imageTagMutability = isImmutable ? "IMMUTABLE" : "MUTABLE";
    const imageScanningConfiguration = { scanOnPush };
    await client.send(new CreateRepositoryCommand({ registryId, repositoryName, imageTagMutability, imageScanningConfiguration }));
    if (lifecyclePolicy === undefined) return true;
    const policy = new PutLifecyclePolicyCommand({ registryId, repositoryName, lifecyclePolicyText: lifecyclePolicy });
    return client.send(policy).then(
      () => true,
      () => false,
    );
  });
}
