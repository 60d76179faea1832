import { parseChallenges } from "../auth/challenge.ts";
import { parseErrorBody, type SaidError } from "./errorBody.ts";
import { ForeignText } from "../../core/foreignText.ts";
import { RegistryError, type RegistryErrorCode, type RegistryErrorDetail } from "../../core/registryError.ts";
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

/** The error of an answer that is not what was asked for. The status decides, the registry's own words go along. */
export function statusError(response: FailedResponse, context: StatusErrorContext): RegistryError {
  const { host, now } = context;
  const said = parseErrorBody(response.bytes, response.headers.get("content-type"));
  const details = said.map((each) => toDetail(redact(each, context.authorization)));
  const code = codeOf(response, details, context.authenticated);
  const name = details[0]?.code ?? "";
  return new RegistryError(code, `${host} answered ${response.status}${name === "" ? "" : `: ${name}`}`, {
    params: { host, status: response.status },
    status: response.status,
    details,
    retryAfterMs: retryAfterMs(response.headers, now),
  });
}

function codeOf(response: FailedResponse, details: readonly RegistryErrorDetail[], authenticated: boolean): RegistryErrorCode {
  const { status } = response;
  const [first] = details;
  if (status === 400 && first?.code === "UNSUPPORTED") return "unsupported";
  if (status === 400 && httpsExpected.test(Buffer.from(response.bytes).toString("latin1"))) return "https-server";
  if (status === 401 && authenticated && (first?.code === "DENIED" || isInsufficientScope(response.headers))) return "denied";
  return codes[status] ?? codeOfClass(status);
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

function redact(detail: SaidError, authorization: string | undefined): SaidError {
  if (authorization === undefined) return detail;
  const secrets = secretsOf(authorization);
  const withoutSecrets = (text: string): string => secrets.reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text);
  const redacted = { code: withoutSecrets(detail.code), message: withoutSecrets(detail.message) };
  const rest = JSON.stringify(detail.detail);
  return rest === undefined || secrets.some((secret) => rest.includes(secret)) ? redacted : { ...redacted, detail: detail.detail };
}

/** The parameter of an `Authorization` header, and the password in it, also as a form has it. Short ones are left: they would blot out words. */
function secretsOf(authorization: string): readonly string[] {
  const parameter = authorization.slice(authorization.indexOf(" ") + 1);
  const pair = /^Basic /i.test(authorization) ? Buffer.from(parameter, "base64").toString("utf8") : "";
  const password = pair.slice(pair.indexOf(":") + 1);
  const inForm = new URLSearchParams({ password }).toString().slice("password=".length);
  return [parameter, password, inForm, encodeURIComponent(password)].filter((secret) => secret.length >= 4);
}
