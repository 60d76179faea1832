import type { Clock } from "../../core/clock.ts";
import type { Logger } from "../../core/logger.ts";
import { HttpClient, type HttpRequest, type HttpResponse } from "./httpClient.ts";
import { defaultLimits } from "../limits.ts";
import { tryJson } from "./json.ts";
import type { Transport } from "./transport.ts";

export interface ApiOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly userAgent: string;
  /** The person's word that the host may be asked over plain HTTP. */
  readonly allowPlainHttp?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** An answer of a provider's own API, whatever its status. */
export interface ApiResponse {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  /** Undefined where the body is not JSON, or too much of it. */
  readonly json: unknown;
}

const maxBytes = 256 * 1024;

/**
 * Asks the API beside a registry once, without retries. Redirects are followed; the authorization goes to the origin of `url` only.
 * Rejects with RegistryError where there is no answer.
 */
export function getApi(url: URL, authorization: string, options: ApiOptions): Promise<ApiResponse> {
  return ask({ method: "GET", url, authorization }, options);
}

/** Sends a form once, to the address that is given and no other. */
export function postForm(url: URL, fields: Readonly<Record<string, string>>, options: ApiOptions): Promise<ApiResponse> {
  const body = Buffer.from(new URLSearchParams(fields).toString());
  return ask({ method: "POST", url, body, headers: { "content-type": "application/x-www-form-urlencoded" } }, options);
}

/** A request that is whole: a cloud's own library has signed it. */
export interface SignedRequest {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** Its answer, whatever the status. */
export interface SignedAnswer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly bytes: Uint8Array;
}

/** A thousand repositories of Amazon ECR have half of it. */
const maxSignedBytes = 4 * 1_048_576;

/** Sends a request as it was signed, once. It is not sent on to another origin: its headers may hold what opens an account. */
export async function sendSigned(request: SignedRequest, options: ApiOptions): Promise<SignedAnswer> {
  const { status, headers, bytes } = await send({ ...request, maxBytes: maxSignedBytes, mayRedirectTo: () => false }, options);
  return { status, header: (name) => headers.get(name), bytes };
}

async function ask(request: Omit<HttpRequest, "maxBytes">, options: ApiOptions): Promise<ApiResponse> {
  const answer = await send({ ...request, headers: { ...request.headers, accept: "application/json" }, maxBytes }, options);
  return { status: answer.status, header: (name) => answer.headers.get(name), json: tryJson(answer.bytes) };
}

async function send(request: HttpRequest, options: ApiOptions): Promise<HttpResponse> {
  const { url } = request;
  const endpoint = { host: url.host, baseUrl: new URL(url.origin), allowPlainHttp: options.allowPlainHttp === true };
  const http = new HttpClient({ ...options, endpoint, limits: defaultLimits });
  try {
    return await http.send({ ...request, signal: options.signal, retries: 0 });
  } finally {
    http.dispose();
  }
}
