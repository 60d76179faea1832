import type { Disposable } from "../../core/disposable.ts";

export type RequestBody = string | Uint8Array | AsyncIterable<Uint8Array>;

export interface TransportRequest {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: RequestBody;
  readonly signal?: AbortSignal | undefined;
  /** From the request to the last byte of the response's headers. */
  readonly headersTimeoutMs?: number;
  /** Between two chunks of the response's body. */
  readonly bodyTimeoutMs?: number;
}

/** The headers of a response. Names match in any case. */
export class ResponseHeaders {
  readonly #values: ReadonlyMap<string, readonly string[]>;

  constructor(headers: Readonly<Record<string, string | readonly string[] | undefined>>) {
    const values = new Map<string, readonly string[]>();
    for (const [name, value] of Object.entries(headers)) {
      if (value === undefined) continue;
      const key = name.toLowerCase();
      const lines = typeof value === "string" ? [value] : value;
      values.set(key, [...(values.get(key) ?? []), ...lines]);
    }
    this.#values = values;
  }

  /** The first line of that name. */
  get(name: string): string | undefined {
    return this.#values.get(name.toLowerCase())?.[0];
  }

  /** Every line of that name, in order. */
  all(name: string): readonly string[] {
    return this.#values.get(name.toLowerCase()) ?? [];
  }
}

export interface TransportResponse {
  readonly status: number;
  readonly headers: ResponseHeaders;
  /** As sent, still content-encoded. Read it to its end, leave its loop, or call `discard`: else the connection stays taken. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Drops what is left of the body. */
  discard(): void;
}

/**
 * Port: one HTTP exchange. It follows no redirect, keeps no cookie and retries nothing: that is decided above it.
 * Rejects with RegistryError (connection codes), or with the signal's reason when aborted.
 */
export interface Transport extends Disposable {
  request(request: TransportRequest): Promise<TransportResponse>;
}
