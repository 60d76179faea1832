import { boundedText, visibleText } from "../../core/visibleText.ts";
import { validate, applySettings } from "../../hosts/features/validate.ts";
import type { FindingCode, FindingSettings, Severity } from "../../hosts/findings.ts";
import { LineIndex } from "../../hosts/syntax/lines.ts";
import { scanDocument } from "../../hosts/syntax/scan.ts";
import type { ContainerdVersion } from "../../hosts/versions.ts";

/** A finding as a program prints it: lines and columns count from 1, columns in UTF-16 units; the end is exclusive. */
export interface PlacedFinding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** One line. */
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface CheckedFile {
  /** As it was named, or found below a directory that was. */
  readonly path: string;
  readonly findings: readonly PlacedFinding[];
}

export interface PlacingOptions {
  readonly version: ContainerdVersion;
  /** The directory of the file, absolute. */
  readonly directory: string;
  readonly fileName: string;
  readonly settings: FindingSettings;
}

const maxMessage = 1_000;

/** What the text and its place give, in the order of the text. The files that it names are another machine's, and not looked at. */
export function placedFindings(text: string, { settings, ...location }: PlacingOptions): readonly PlacedFinding[] {
  const lines = new LineIndex(text);
  return applySettings(validate(scanDocument(text), location), settings).map((finding) => {
    const { start, end } = lines.range(finding);
    return {
      code: finding.code,
      severity: finding.severity,
      // A finding quotes the file, and a terminal obeys control characters.
      message: visibleText(boundedText(finding.message.replaceAll(/\s*\n\s*/g, " "), maxMessage)),
      line: start.line + 1,
      column: start.character + 1,
      endLine: end.line + 1,
      endColumn: end.character + 1,
    };
  });
}
