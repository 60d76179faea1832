import { parseChallenges } from "../auth/challenge.ts";
import { isArtifactory, type RegistryProduct } from "../auth/registryProduct.ts";
import { parseErrorBody, type SaidError } from "./errorBody.ts";
import { ForeignText } from "../../core/foreignText.ts";
import { RegistryError, type RegistryErrorCode, type RegistryErrorDetail } from "../../core/registryError.ts";
import { redact, secretForms, withoutSecrets } from "./redact.ts";
import { refusalParams, type SentLogin } from "./refusal.ts";
import { retryAfterMs } from "./retry.ts";
import type { ResponseHeaders } from "./transport.ts";

export interface FailedResponse {
  readonly status: number;
  readonly headers: ResponseHeaders;
  readonly bytes: Uint8Array;
}

export interface StatusErrorContext {
  /** The host that a person knows. */
  readonly host: string;
  /** What was sent as `Authorization`: a server may echo it, so it is taken out of what the server says. */
  readonly authorization?: string | undefined;
  /** Whether an account stands behind the request: then a refusal is about rights, not about signing in. */
  readonly authenticated: boolean;
  /** The account's login, where one was sent, or stands behind what was sent. */
  readonly login?: SentLogin | undefined;
  readonly now: number;
}

const codes: Readonly<Record<number, RegistryErrorCode>> = {
  401: "unauthorized",
  403: "denied",
  404: "not-found",
  405: "unsupported",
  407: "proxy-auth-required",
  408: "timed-out",
  429: "rate-limited",
  501: "unsupported",
};

/** nginx, Go and Apache answer a plain HTTP request on a TLS port with 400 and one of these sentences. */
const httpsExpected = /plain HTTP request was sent to HTTPS port|HTTP request to an HTTPS server|speaking plain HTTP to an SSL-enabled/i;

/** nginx finishes the handshake, and says in HTTP what it wants (ngx_http_special_response.c, 495 and 496, which are sent as 400). */
const clientCertificateWanted = /No required SSL certificate was sent|The SSL certificate error/;

/** The error of an answer that is not what was asked for. The status decides, the registry's own words go along. */
export function statusError(response: FailedResponse, context: StatusErrorContext): RegistryError {
  const { host, now } = context;
  const secrets = secretForms(context.authorization, context.login === "exchanged" ? undefined : context.login);
  const said = parseErrorBody(response.bytes, response.headers.get("content-type"), (text) => withoutSecrets(text, secrets));
  const details = said.map((each) => toDetail(redact(each, secrets)));
  const refusal = refusalParams({ ...response, said, secrets }, context.login, now);
  const product = isArtifactory(response) ? { product: "artifactory" satisfies RegistryProduct } : {};
  // Amazon ECR says it with 403 of a password that has expired, and others of one that was revoked: what it may do is not the matter.
  const isOver = refusal["refusal"] === "expired" || refusal["refusal"] === "revoked";
  const code = isOver ? "unauthorized" : codeOf(response, details, context.authenticated);
  const name = details[0]?.code ?? "";
  const wait = retryAfterMs(response.headers, now);
  return new RegistryError(code, `${host} answered ${response.status}${name === "" ? "" : `: ${name}`}`, {
    params: { host, status: response.status, ...refusal, ...product },
    status: response.status,
    details,
    ...(wait !== undefined && { retryAt: new Date(now + wait) }),
  });
}

function codeOf(response: FailedResponse, details: readonly RegistryErrorDetail[], authenticated: boolean): RegistryErrorCode {
  const { status } = response;
  const [first] = details;
  if (status === 400 && first?.code === "UNSUPPORTED") return "unsupported";
  const ofProxy = status === 400 ? codeOfProxy(Buffer.from(response.bytes).toString("latin1")) : undefined;
  if (ofProxy !== undefined) return ofProxy;
  if (status === 401 && authenticated && (first?.code === "DENIED" || isInsufficientScope(response.headers))) return "denied";
  return codes[status] ?? codeOfClass(status);
}

function codeOfProxy(body: string): RegistryErrorCode | undefined {
  if (httpsExpected.test(body)) return "https-server";
  return clientCertificateWanted.test(body) ? "client-certificate-wanted" : undefined;
}

function codeOfClass(status: number): RegistryErrorCode {
  if (status >= 500) return "server-error";
  return status >= 400 ? "request-rejected" : "invalid-response";
}

/** RFC 6750, section 3.1: the token is good, but not for this. */
function isInsufficientScope(headers: ResponseHeaders): boolean {
  return parseChallenges(headers.all("www-authenticate")).some((challenge) => challenge.params.get("error") === "insufficient_scope");
}

/** What stands where a code should and is none was written for people. */
function toDetail({ code, message, ...rest }: SaidError): RegistryErrorDetail {
  const isCode = /^[\w.:#/-]{0,100}$/.test(code);
  return { ...rest, code: isCode ? code : "", message: new ForeignText(isCode || message !== "" ? message : code) };
}
