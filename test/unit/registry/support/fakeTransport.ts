import type { RegistryError } from "../../../../src/core/registryError.ts";
import { ResponseHeaders, type Transport, type TransportRequest, type TransportResponse } from "../../../../src/registry/http/transport.ts";

export interface FakeResponse {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array | object;
  /** Thrown after the body. */
  readonly breaks?: RegistryError;
}

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type Handler = (request: SeenRequest, signal: AbortSignal | undefined) => FakeResponse | Promise<FakeResponse>;

/** A transport without a network: a function answers, and everything asked is kept. */
export class FakeTransport implements Transport {
  readonly requests: SeenRequest[] = [];
  /** Requests whose body was not yet read or discarded, and the most of them at any time. */
  open = 0;
  mostOpen = 0;
  readonly #handler: Handler;

  constructor(handler: Handler) {
    this.#handler = handler;
  }

  async request(request: TransportRequest): Promise<TransportResponse> {
    request.signal?.throwIfAborted();
    this.open++;
    this.mostOpen = Math.max(this.mostOpen, this.open);
    const state = { closed: false };
    const close = (): void => {
      if (!state.closed) this.open--;
      state.closed = true;
    };
    try {
      const seen = { method: request.method, url: request.url.href, headers: request.headers, body: await readAll(request.body) };
      this.requests.push(seen);
      const { status = 200, headers = {}, body = "", breaks } = await this.#handler(seen, request.signal);
      const bytes = typeof body === "string" ? Buffer.from(body) : body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body));
      return { status, headers: new ResponseHeaders(headers), body: chunks(bytes, breaks, close), discard: close };
    } catch (error) {
      close();
      throw error;
    }
  }

  dispose(): void {}

  /** `GET /v2/`, one a request. */
  get lines(): readonly string[] {
    return this.requests.map((request) => `${request.method} ${request.url.replace(/^https:\/\/reg\.example/, "")}`);
  }

  authorizations(): readonly (string | undefined)[] {
    return this.requests.map((request) => request.headers["authorization"]);
  }
}

async function* chunks(bytes: Uint8Array, breaks: RegistryError | undefined, close: () => void): AsyncGenerator<Uint8Array> {
  try {
    if (bytes.length > 0) yield bytes;
    if (breaks !== undefined) throw breaks;
  } finally {
    close();
  }
}

async function readAll(body: TransportRequest["body"]): Promise<string> {
  if (body === undefined || typeof body === "string") return body ?? "";
  if (body instanceof Uint8Array) return Buffer.from(body).toString();
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  return Buffer.concat(parts).toString();
}

/** What a fake registry answers for each `METHOD path?query`; anything else is 404. The value may be a list to work through. */
export function table(answers: Readonly<Record<string, FakeResponse | readonly FakeResponse[]>>): Handler {
  const counts = new Map<string, number>();
  return (request) => {
    const key = `${request.method} ${request.url.replace(/^https:\/\/reg\.example/, "")}`;
    const answer = answers[key];
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    if (answer === undefined) return { status: 404 };
    return Array.isArray(answer)
      ? ((answer as readonly FakeResponse[])[Math.min(count, answer.length - 1)] ?? {})
      : (answer as FakeResponse);
  };
}
