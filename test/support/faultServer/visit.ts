import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** One request that a misbehaving server has got, and what it needs to misbehave. */
export interface Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly socket: Socket;
  readonly url: URL;
  /** From 1, over all connections. */
  readonly count: number;
  /** From 1, on this connection. */
  readonly countOnConnection: number;
  /** This server's origin. */
  readonly origin: string;
  /** The origin of a second server, which answers everything with an empty tag list. */
  readonly elsewhere: string;
}

export type FaultHandler = (visit: Visit) => void;

export const tags = ["1.0", "1.1"] as const;

export function sendTags({ response }: Visit, headers: Headers = {}): void {
  send(response, 200, JSON.stringify({ name: "team/app", tags }), headers);
}

export type Headers = Readonly<Record<string, string>>;

export function send(response: ServerResponse, status: number, body: string | Uint8Array, headers: Headers = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
}

/** Writes bytes as they are in place of a response, and ends the connection. */
export function sendRaw({ socket }: Visit, ...parts: readonly (string | Uint8Array)[]): void {
  for (const part of parts) socket.write(part);
  socket.end();
}

/** Writes a beginning, then whatever `next` gives, at the speed of the reader, until the reader has gone. */
export function sendForever({ socket }: Visit, beginning: string, next: string | Uint8Array): void {
  const write = (): void => {
    while (!socket.destroyed && socket.write(next));
  };
  socket.on("drain", write);
  socket.write(beginning);
  write();
}

/** Writes a beginning, then `next` every 10 ms until the reader has gone. */
export function drip({ socket }: Visit, beginning: string, next: string): void {
  socket.write(beginning);
  const timer = setInterval(() => socket.write(next), 10);
  socket.once("close", () => clearInterval(timer));
}

export const head = (...lines: readonly string[]): string => `${["HTTP/1.1 200 OK", ...lines].join("\r\n")}\r\n\r\n`;
