import type { FindingCode } from "../findings.ts";
import type { Span } from "../syntax/document.ts";

/** Why containerd drops the file, and where. */
export interface Fault extends Span {
  readonly code: FindingCode;
  readonly message: string;
}

export function fault(code: FindingCode, span: Span, message: string): Fault {
  return { code, start: span.start, end: span.end, message };
}

export function isResolveFault(result: object): result is Fault {
  return "code" in result;
}
