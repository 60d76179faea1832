import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { isSignedWith, scopeOf, type SignedByAws } from "./awsSignature.ts";

export interface FakeAwsOptions {
  /** Of accounts, by the IDs of access keys. */
  readonly keys: Readonly<Record<string, { readonly secret: string; readonly session?: string; readonly account: string }>>;
  /** The password of ECR that keys are exchanged for. */
  readonly password: string;
  /** The code of the MFA device. */
  readonly mfaCode?: string;
  /** What “aws sso login” got. */
  readonly signOnToken?: string;
  /** How far Amazon's clock is ahead of this machine's. */
  readonly aheadMs?: number;
  /** How long passwords are good, one after the other; 12 hours unless given. */
  readonly lifetimesMs?: readonly number[];
  /** What ECR's API answers to operations other than that for the password, one after the other; told its input. */
  readonly lists?: (operation: string, input: unknown) => unknown;
  /** Where ECR's API says that the account's registry is; at its own place unless given. */
  readonly proxyEndpoint?: string;
  /** What ECR's API answers instead. */
  readonly ecr?: { readonly status: number; readonly body: unknown };
}

interface Call {
  readonly host: string;
  readonly operation: string;
  readonly keyId: string | undefined;
  readonly region: string | undefined;
}

type Answer = readonly [status: number, contentType: string, body: string];

const json = (status: number, body: unknown): Answer => [status, "application/x-amz-json-1.1", JSON.stringify(body)];
const xml = (status: number, body: string): Answer => [status, "text/xml", body];

/** ECR, STS and the single sign-on of Amazon: they check signatures, and hand out what the options say. */
export function fakeAws({
  keys,
  password,
  mfaCode,
  signOnToken,
  aheadMs = 0,
  lifetimesMs = [],
  lists,
  ecr,
  proxyEndpoint,
}: FakeAwsOptions) {
  const calls: Call[] = [];
  const lifetimes = [...lifetimesMs];
  const known = new Map(Object.entries(keys));
  const role = { secret: "secret+of/the/role", session: "session-of-the-role", account: "210987654321" };
  known.set("ASIAROLEROLEROLE0001", role);

  const check = (request: SignedByAws): string | undefined => {
    const scope = scopeOf(request);
    const key = known.get(scope?.accessKeyId ?? "");
    if (key === undefined || request.headers["x-amz-security-token"] !== key.session) return "UnrecognizedClientException";
    if (Math.abs(aheadMs) > 300_000) return "InvalidSignatureException";
    return isSignedWith(key.secret, request) ? undefined : "InvalidSignatureException";
  };

  const answerEcr = (request: SignedByAws): Answer => {
    const problem = check(request);
    // Amazon's own words have what it reckoned with, the session's token among it.
    if (problem !== undefined)
      return json(400, { __type: problem, message: `x-amz-security-token:${String(request.headers["x-amz-security-token"])}` });
    if (ecr !== undefined) return json(ecr.status, ecr.body);
    const asked = String(request.headers["x-amz-target"]).replace(/.*\./, "");
    if (lists !== undefined && asked !== "GetAuthorizationToken") return json(200, lists(asked, JSON.parse(request.body)));
    const account = known.get(scopeOf(request)?.accessKeyId ?? "")?.account ?? "";
    const host = request.host.replace(/^(?:api\.)?ecr(-fips)?\./, `${account}.dkr.ecr$1.`);
    const data = {
      authorizationToken: Buffer.from(`AWS:${password}`).toString("base64"),
      expiresAt: Math.floor((Date.now() + (lifetimes.shift() ?? 43_200_000)) / 1000),
    };
    const isPublic = String(request.headers["x-amz-target"]).startsWith("SpencerFrontendService.");
    return json(200, { authorizationData: isPublic ? data : [{ ...data, proxyEndpoint: proxyEndpoint ?? `https://${host}` }] });
  };

  const answerSts = (request: SignedByAws): Answer => {
    const fields = new URLSearchParams(request.body);
    const action = fields.get("Action") ?? "";
    const refuse = (code: string, message: string): Answer =>
      xml(403, `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`);
    const problem = action === "AssumeRole" ? check(request) : undefined;
    if (problem !== undefined)
      return refuse(problem === "UnrecognizedClientException" ? "InvalidClientTokenId" : "SignatureDoesNotMatch", "no");
    if (fields.has("SerialNumber") && fields.get("TokenCode") !== mfaCode)
      return refuse("AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code.");
    if (fields.get("RoleArn")?.endsWith("/forbidden") === true)
      return refuse("AccessDenied", "User: arn:aws:iam::1:user/u is not authorized to perform: sts:AssumeRole");
    return xml(
      200,
      `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result><Credentials><AccessKeyId>ASIAROLEROLEROLE0001</AccessKeyId><SecretAccessKey>${role.secret}</SecretAccessKey><SessionToken>${role.session}</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></${action}Result></${action}Response>`,
    );
  };

  const answerSignOn = ({ headers }: SignedByAws): Answer => {
    if (headers["x-amz-sso_bearer_token"] !== signOnToken)
      return [401, "application/json", JSON.stringify({ __type: "UnauthorizedException", message: "Session token not found or invalid" })];
    const roleCredentials = {
      accessKeyId: "ASIAROLEROLEROLE0001",
      secretAccessKey: role.secret,
      sessionToken: role.session,
      expiration: Date.now() + 3_600_000,
    };
    return [200, "application/json", JSON.stringify({ roleCredentials })];
  };

  const answer = (request: SignedByAws): Answer => {
    if (request.host.startsWith("sts.")) return answerSts(request);
    return request.host.startsWith("portal.sso.") ? answerSignOn(request) : answerEcr(request);
  };

  const listener: RequestListener = (incoming, response) => void respond(incoming, response);

  async function respond(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { method = "", url = "", headers } = incoming;
    const host = String(headers[":authority"] ?? headers.host);
    const body = Buffer.concat(chunks).toString("utf8");
    const request = { method, path: url, host, headers, body };
    const scope = scopeOf(request);
    const operation = String(headers["x-amz-target"] ?? new URLSearchParams(body).get("Action") ?? url).replace(/\?.*/, "");
    calls.push({ host, operation, keyId: scope?.accessKeyId, region: scope?.region });
    const [status, contentType, text] = answer(request);
    response.writeHead(status, { "content-type": contentType, "date": new Date(Date.now() + aheadMs).toUTCString() });
    response.end(text);
  }

  return { calls, listener };
}
