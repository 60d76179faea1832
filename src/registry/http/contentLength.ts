import type { ResponseHeaders } from "./transport.ts";

/** The length that HEAD tells of the content. Undefined without one, and where it is that of an encoded form. */
export function contentLength(headers: ResponseHeaders): number | undefined {
  const digits = /^\d{1,15}$/.exec(headers.get("content-length")?.trim() ?? "")?.[0];
  const isEncoded = !/^(?:identity)?$/i.test(headers.get("content-encoding")?.trim() ?? "");
  return digits === undefined || isEncoded ? undefined : Number(digits);
}
