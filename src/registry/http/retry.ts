import { RegistryError } from "../../core/registryError.ts";
import { readMoment } from "./moment.ts";
import type { ResponseHeaders } from "./transport.ts";

/** RFC 9110, section 9.2.2, without DELETE: after a lost answer its repetition would say "not found". */
const repeatableMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "PUT"]);
const passingStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);
/** The server says that it did nothing: any method may be repeated. */
const refusedUntouched: ReadonlySet<number> = new Set([429, 503]);

export function isPassingStatus(status: number, method: string): boolean {
  return refusedUntouched.has(status) || (passingStatuses.has(status) && repeatableMethods.has(method));
}

/** Whether an exchange that broke may be tried again. Only lost connections: all else would fail the same way, or doubled the wait. */
export function isPassingError(error: unknown, method: string): boolean {
  return RegistryError.is(error, "connection-lost") && repeatableMethods.has(method);
}

/** Milliseconds before retry number `attempt` (from 0): 250, 500, 1000, … of which a random half is taken away. */
export function backoffMs(attempt: number): number {
  return 250 * 2 ** attempt * (0.5 + Math.random() / 2);
}

/**
 * How long the server asks us to wait, in milliseconds from `now`: `Retry-After` in seconds or as a date (RFC 9110,
 * section 10.2.3), or Docker Hub's `X-Retry-After`, which is a Unix time. Some write fractions, or a Unix time, into the standard one.
 */
export function retryAfterMs(headers: ResponseHeaders, now: number): number | undefined {
  const until = readMoment(headers.get("retry-after"), now) ?? readMoment(headers.get("x-retry-after"), now);
  return until === undefined ? undefined : Math.max(0, until - now);
}
