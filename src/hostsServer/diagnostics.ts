import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver/node";
import { boundedText, unlinkedText, visibleText } from "../core/visibleText.ts";
import { type Finding, type Severity, severityOrder } from "../hosts/findings.ts";
import type { LineIndex } from "../hosts/syntax/lines.ts";

const severityNumbers: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const maxMessage = 1_000;

/** A finding quotes the file. It is one line; in the status bar VS Code makes icons of `$(name)` in it. */
function plainFinding(message: string): string {
  return unlinkedText(visibleText(boundedText(message, maxMessage)));
}

/** `documentation` is the URI of docs/hosts-toml.md, whose headings are the codes; `source` the name of the file that the findings are about. */
export function toDiagnostic(
  finding: Finding<string>,
  lines: LineIndex,
  uri: string,
  documentation: string,
  source = "hosts.toml",
): Diagnostic {
  const related = finding.related?.map(({ message, ...span }) => ({
    location: { uri, range: lines.range(span) },
    message: plainFinding(message),
  }));
  return {
    range: lines.range(finding),
    severity: severityNumbers[finding.severity],
    code: finding.code,
    codeDescription: { href: `${documentation}#${finding.code}` },
    source,
    message: plainFinding(finding.message),
    ...(related === undefined ? {} : { relatedInformation: related }),
    ...(finding.data === undefined ? {} : { data: finding.data }),
  };
}

/** As many as VS Code shows for one file. */
const maxPublished = 1_000;

/** The findings, or those that matter most where there are more than an editor shows. */
export function mostSevere<Code extends string>(findings: readonly Finding<Code>[]): readonly Finding<Code>[] {
  if (findings.length <= maxPublished) return findings;
  const rank = ({ severity }: Finding<Code>): number => severityOrder.indexOf(severity);
  return findings.toSorted((a, b) => rank(a) - rank(b)).slice(0, maxPublished);
}
