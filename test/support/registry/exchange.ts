import type { IncomingMessage, ServerResponse } from "node:http";
import { Fault } from "./fault.ts";

/** One request and the answer to it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  readonly url: URL;
}

export type Handler = (exchange: Exchange) => void | Promise<void>;

/** Reads a whole request body of at most `maxBytes`. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new Fault(413, "SIZE_INVALID", `request body is larger than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/** The origin that the client asked, in either version of HTTP: behind a proxy it is not this server's own address. */
export function originOf(request: IncomingMessage): string {
  const authority = request.headers.host ?? (request.headers as Readonly<Record<string, string>>)[":authority"] ?? "";
  const scheme = "encrypted" in request.socket ? "https" : "http";
  return URL.parse(`${scheme}://${authority}`)?.origin ?? `${scheme}://127.0.0.1`;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export function sendEmpty({ response }: Exchange, { status, headers = {} }: Answer): void {
  response.writeHead(status, status === 204 ? headers : { ...headers, "content-length": "0" }).end();
}

/** Sends `bytes`, or for HEAD their headers alone. */
export function sendBytes({ method, response }: Exchange, bytes: Uint8Array, { status, headers = {} }: Answer): void {
  response.writeHead(status, { ...headers, "content-length": bytes.length });
  response.end(method === "HEAD" ? undefined : bytes);
}

export function sendJson(exchange: Exchange, body: unknown, { status, headers = {} }: Answer = { status: 200 }): void {
  sendBytes(exchange, Buffer.from(`${JSON.stringify(body)}\n`), { status, headers: { "content-type": "application/json", ...headers } });
}

export function sendFault(exchange: Exchange, fault: Fault): void {
  if (exchange.response.headersSent) exchange.response.destroy();
  else sendJson(exchange, fault.body, { status: fault.status, headers: fault.headers });
}
