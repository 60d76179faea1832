import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";

export interface LoggedRequest {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly url: string;
  /** Header values that carry secrets are replaced; of `authorization` the scheme is kept. */
  readonly headers: Readonly<IncomingHttpHeaders>;
}

const maxEntries = 10_000;

/** The requests that a server has seen, the newest 10,000 of them, without secrets. */
export class RequestLog {
  readonly entries: LoggedRequest[] = [];
  #inFlight = 0;
  #peakInFlight = 0;

  /** The most requests that were being answered at the same time since the last `clear`. */
  get peakInFlight(): number {
    return this.#peakInFlight;
  }

  add(request: IncomingMessage, response: ServerResponse): void {
    if (this.entries.length === maxEntries) this.entries.shift();
    this.entries.push({ method: request.method ?? "", url: request.url ?? "", headers: withoutSecrets(request.headers) });
    this.#inFlight++;
    this.#peakInFlight = Math.max(this.#peakInFlight, this.#inFlight);
    response.once("close", () => this.#inFlight--);
  }

  /** The logged requests as `GET /v2/`, in order. */
  lines(): string[] {
    return this.entries.map((entry) => `${entry.method} ${entry.url}`);
  }

  clear(): void {
    this.entries.length = 0;
    this.#peakInFlight = this.#inFlight;
  }
}

function withoutSecrets(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { authorization, cookie, "proxy-authorization": proxyAuthorization, ...rest } = headers;
  return {
    ...rest,
    ...(authorization !== undefined && { authorization: `${authorization.split(" ", 1)[0]} [hidden]` }),
    ...(cookie !== undefined && { cookie: "[hidden]" }),
    ...(proxyAuthorization !== undefined && { "proxy-authorization": "[hidden]" }),
  };
}
