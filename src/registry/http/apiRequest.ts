import type { Clock } from "../../core/clock.ts";
import type { Logger } from "../../core/logger.ts";
import { HttpClient } from "./httpClient.ts";
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
export interface ApiAnswer {
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
export async function getApi(url: URL, authorization: string, options: ApiOptions): Promise<ApiAnswer> {
  const http = new HttpClient({ ...options, endpoint: { host: url.host, baseUrl: new URL(url.origin) }, limits: defaultLimits });
  try {
    const headers = { accept: "application/json" };
    const {
      status,
      headers: answered,
      bytes,
    } = await http.send({ method: "GET", url, headers, authorization, signal: options.signal, maxBytes, retries: 0 });
    return { status, header: (name) => answered.get(name), json: tryJson(bytes) };
  } finally {
    http.dispose();
  }
}
