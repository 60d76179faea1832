import { type Finding, type FindingCode, SEVERITIES, type Severity } from "../../findings.ts";
import type { Assignment } from "../../syntax/assignments.ts";
import type { HostsDocument, Span } from "../../syntax/document.ts";
import type { ContainerdVersion } from "../../versions.ts";

/** What every check reads, and where it reports. */
export interface CheckContext {
  readonly document: HostsDocument;
  readonly assignments: readonly Assignment[];
  readonly version: ContainerdVersion;
  readonly report: (code: FindingCode, span: Span, message: string, more?: FindingDetails) => void;
}

export type FindingDetails = Pick<Finding, "related" | "data"> & { readonly severity?: Severity };

export type Check = (context: CheckContext) => void;

export function collector(findings: Finding[]): CheckContext["report"] {
  return (code, span, message, more) => {
    const severity = more?.severity ?? SEVERITIES[code];
    findings.push({ ...more, code, severity, start: span.start, end: span.end, message });
  };
}
