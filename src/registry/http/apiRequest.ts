import type { Clock } from "../../core/clock.ts";
import type { Logger } from "../../core/logger.ts";
import { HttpClient, type HttpRequest } from "./httpClient.ts";
import { defaultLimits } from "../limits.ts";
import { tryJson } from "./json.ts";
import type { Transport } from "./transport.ts";

export interface ApiOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly userAgent: string;
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

async function ask(request: Omit<HttpRequest, "maxBytes">, options: ApiOptions): Promise<ApiResponse> {
  const { url } = request;
  const http = new HttpClient({ ...options, endpoint: { host: url.host, baseUrl: new URL(url.origin) }, limits: defaultLimits });
  try {
    const headers = { ...request.headers, accept: "application/json" };
    const answer = await http.send({ ...request, headers, signal: options.signal, maxBytes, retries: 0 });
    return { status: answer.status, header: (name) => answer.headers.get(name), json: tryJson(answer.bytes) };
  } finally {
    http.dispose();
  }
}
