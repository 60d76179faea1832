import type { Clock } from "../../core/clock.ts";
import { RegistryError } from "../../core/registryError.ts";
import type { Secret } from "../../core/secret.ts";
import { findLink } from "../lists/link.ts";
import type { HttpClient, HttpResponse } from "./httpClient.ts";
import { parseJsonBody } from "./responseBody.ts";
import { statusError } from "./statusError.ts";

/** A request to an API that a provider has beside its registry. */
export interface ApiRequest {
  readonly url: URL;
  /** Without it, the request is a GET, or a POST where it has a body. */
  readonly method?: "DELETE";
  /** The whole header. */
  readonly authorization?: string | undefined;
  /** The secret that stands in `authorization` or the body: it is taken out of what the API says of a refusal. */
  readonly secret?: Secret | undefined;
  /** Sent by POST. */
  readonly body?: { readonly type: string; readonly text: string };
  readonly headers?: Readonly<Record<string, string>>;
}

/** What an API has answered with 200; to a deletion, of which it need not say more than that, also with 202 and 204. */
export interface ApiJson {
  readonly json: unknown;
  /** The first line of that name. */
  readonly header: (name: string) => string | undefined;
  /** Target of the link to the next page (RFC 8288), as it was written: it may lead anywhere. */
  readonly next: string | undefined;
}

/** A page of a list: 100 entries, which at GitHub have some kilobytes each. */
export const maxApiBytes = 4 * 1024 * 1024;

/**
 * Asks once, or again where a failure passes. Rejects with RegistryError for any answer but 200, for what is not JSON, or too much of it,
 * and for a redirect to another origin.
 */
export async function askApi(http: HttpClient, request: ApiRequest, clock: Clock, signal: AbortSignal): Promise<ApiJson> {
  const { url, authorization, secret, body, method = body === undefined ? "GET" : "POST" } = request;
  const answer = await http.send({
    method,
    url,
    headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": body.type }), ...request.headers },
    authorization,
    ...(body === undefined ? {} : { body: body.text }),
    signal,
    maxBytes: maxApiBytes,
    mayRedirectTo: () => false,
  });
  const isDone = answer.status === 200 || (method === "DELETE" && (answer.status === 202 || answer.status === 204));
  if (!isDone) {
    const login = secret ?? (authorization === undefined ? undefined : "exchanged");
    throw statusError(answer, { host: url.host, authorization, authenticated: login !== undefined, login, now: clock.now() });
  }
  return method === "DELETE" ? { json: undefined, header: () => undefined, next: undefined } : readApiJson(answer, url.host);
}

/** Rejects with RegistryError where the body is not JSON, or too much of it. */
export function readApiJson({ bytes, headers }: Pick<HttpResponse, "bytes" | "headers">, host: string): ApiJson {
  return {
    json: parseJsonBody(bytes, host),
    header: (name) => headers.get(name),
    next: findLink(headers.all("link"), "next"),
  };
}

/** The error for an address that a source has no business at: nothing was sent. */
export function apiNotAllowed(registry: string, api: string): RegistryError {
  return new RegistryError("request-rejected", `${registry}: its login is none for ${api}`, { params: { host: registry, api } });
}
