import { boundedText } from "../core/visibleText.ts";
import type { FindingMessage } from "./effects.ts";
import type { Finding, Severity } from "./findings.ts";
import type { Span } from "./syntax/document.ts";

export type FindingDetails = Partial<Pick<Finding, "severity" | "related" | "data">>;

/** How a check says what it found, of the severity that is usual for its code unless the details have another one. */
export type Report<Code extends string, Details = FindingDetails> = (
  code: Code,
  span: Span,
  message: FindingMessage,
  more?: Details,
) => void;

export interface FindingCollector<Code extends string, Details = FindingDetails> {
  readonly report: Report<Code, Details>;
  /** Whether a further finding of that code would not be kept: what it takes to say it can be saved. */
  readonly isFull: (code: Code) => boolean;
}

/** Messages quote what is written, which may be anything. */
const maxMessage = 600;

/** Of one code, as many as an editor shows of a file: a text may have one in every line, and the other codes are not to be lost for it. */
const maxOfOneCode = 1000;

/** Gathers in `findings` what the checks of one file report. */
export function collectFindings<Code extends string, Details extends FindingDetails = FindingDetails>(
  findings: (Finding<Code> & NoInfer<Details>)[],
  severities: Readonly<Record<Code, Severity>>,
): FindingCollector<Code, Details> {
  const counts = new Map<Code, number>();
  const isFull = (code: Code): boolean => (counts.get(code) ?? 0) >= maxOfOneCode;
  const report: Report<Code, Details> = (code, { start, end }, message, more) => {
    if (isFull(code)) return;
    counts.set(code, (counts.get(code) ?? 0) + 1);
    // All details are optional: nothing has none of them.
    findings.push({ severity: severities[code], ...(more as Details), code, start, end, message: boundedText(message, maxMessage) });
  };
  return { report, isFull };
}
