import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver/node";
import { boundedText, visibleText } from "../core/visibleText.ts";
import type { Finding, Severity } from "../hosts/findings.ts";
import type { LineIndex } from "../hosts/syntax/lines.ts";

const severityNumbers: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const maxMessage = 1_000;

/** A finding quotes the file. */
function plainFinding(message: string): string {
  return visibleText(boundedText(message, maxMessage), "\n");
}

/** `documentation` is the URI of docs/hosts-toml.md, whose headings are the codes. */
export function toDiagnostic(finding: Finding, lines: LineIndex, uri: string, documentation: string): Diagnostic {
  const related = finding.related?.map(({ message, ...span }) => ({
    location: { uri, range: lines.range(span) },
    message: plainFinding(message),
  }));
  return {
    range: lines.range(finding),
    severity: severityNumbers[finding.severity],
    code: finding.code,
    codeDescription: { href: `${documentation}#${finding.code}` },
    source: "hosts.toml",
    message: plainFinding(finding.message),
    ...(related === undefined ? {} : { relatedInformation: related }),
    ...(finding.data === undefined ? {} : { data: finding.data }),
  };
}
