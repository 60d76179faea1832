import { usableOffers } from "./offers.ts";
import { type RegistryProduct, recognizeProduct } from "./registryProduct.ts";
import type { HttpResponse } from "../http/httpClient.ts";
import { RegistryError } from "../../core/registryError.ts";
import { readMoment } from "../http/moment.ts";
import { looksLikeHtml } from "../http/responseBody.ts";
import { statusError } from "../http/statusError.ts";

/** What a registry's base says of itself to somebody who has not signed in. */
export interface Ping {
  /** `none` is open to everybody; `unsupported` wants something else than Basic or Bearer (Negotiate, Digest, …). */
  readonly auth: "none" | "basic" | "bearer" | "unsupported";
  /** Of Bearer. */
  readonly realm: URL | undefined;
  readonly service: string | undefined;
  /** `registry/2.0`, which many leave out. */
  readonly apiVersion: string | undefined;
  /** Our guess, where something gives it away. */
  readonly product: RegistryProduct | undefined;
  /** The server's clock (`Date`, RFC 9110 section 6.6.1), in milliseconds since the Unix epoch. */
  readonly serverTime: number | undefined;
}

/** Registries answer with two bytes; a web page that answers in their place has to be read to be told apart. */
export const maxPingBytes = 4 * 1024 * 1024;

/**
 * Reads the answer to `GET /v2/` (distribution-spec, "Determining Support"), 200 or 401. Throws `not-a-registry` for a web
 * page, and for 404 without a registry's header; any other answer as the error that it is.
 */
export function readPing(response: HttpResponse, host: string, now: number): Ping {
  const apiVersion = response.headers.get("docker-distribution-api-version");
  if (response.status !== 200 && response.status !== 401) {
    const error = statusError(response, { host, authenticated: false, now });
    throw response.status === 404 && apiVersion === undefined ? notRegistry(host, response.status, error) : error;
  }
  if (apiVersion === undefined && !hasChallenge(response) && isPage(response)) throw notRegistry(host, response.status);
  const [offer] = usableOffers(response);
  const bearer = offer?.scheme === "bearer" ? offer : undefined;
  return {
    auth: response.status === 200 ? "none" : (offer?.scheme ?? "unsupported"),
    realm: bearer?.realm,
    service: bearer?.service,
    apiVersion,
    product: recognizeProduct(response),
    serverTime: readMoment(response.headers.get("date"), now),
  };
}

/** A registry's answers may call themselves web pages (Quay's do), so it counts only where there is nothing else. */
function isPage(response: HttpResponse): boolean {
  return /html/i.test(response.headers.get("content-type") ?? "") || looksLikeHtml(response.bytes);
}

function hasChallenge(response: HttpResponse): boolean {
  return response.status === 401 && usableOffers(response).length > 0;
}

function notRegistry(host: string, status: number, cause?: unknown): RegistryError {
  return new RegistryError("not-a-registry", `${host} is not a container registry`, { params: { host }, status, cause });
}
