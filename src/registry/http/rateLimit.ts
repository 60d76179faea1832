import type { ResponseHeaders } from "./transport.ts";

/** What the registry last said about its limits (Docker Hub's pull limit, and the `X-RateLimit-*` of others). */
export interface RateLimit {
  readonly limit: number | undefined;
  readonly remaining: number;
  /** Seconds that the limit counts over. */
  readonly windowSeconds: number | undefined;
  /** Milliseconds since the Unix epoch. */
  readonly resetsAt: number | undefined;
  /** Whom the limit counts for: an IP address or an account's id. */
  readonly source: string | undefined;
}

/** Reads `ratelimit-limit: 100;w=21600` and its siblings; undefined where the answer says nothing of what remains. */
export function readRateLimit(headers: ResponseHeaders): RateLimit | undefined {
  const read = (name: string): string | undefined => headers.get(name) ?? headers.get(`x-${name}`);
  const remaining = leadingNumber(read("ratelimit-remaining"));
  if (remaining === undefined) return undefined;
  const limit = read("ratelimit-limit");
  const reset = leadingNumber(read("ratelimit-reset"));
  return {
    limit: leadingNumber(limit),
    remaining,
    windowSeconds: leadingNumber(/;\s*w=(\d+)/.exec(limit ?? "")?.[1]),
    resetsAt: reset === undefined ? undefined : reset * 1000,
    source: headers.get("docker-ratelimit-source"),
  };
}

function leadingNumber(text: string | undefined): number | undefined {
  const digits = /^\s*(\d+)/.exec(text ?? "")?.[1];
  return digits === undefined ? undefined : Number(digits);
}
