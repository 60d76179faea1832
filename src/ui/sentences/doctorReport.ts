import { markdownProse } from "../../core/markdown.ts";
import { withoutAccount } from "../../credentials/registryName.ts";
import { plainDocument } from "../../platform/plainText.ts";
import { say } from "../../platform/say.ts";
import type { Looked, LoginReport } from "../../credentials/loginReport.ts";
import type { LoginDiagnosis } from "../../services/doctor/diagnoseLogin.ts";
import type { ReportSeverity } from "../../services/doctor/finding.ts";
import { findingSentence, toolName } from "./doctorSentences.ts";
import { errorSentence } from "./errorSentence.ts";
import { fixSentence } from "./fixSentences.ts";

const severityWords: Readonly<Record<ReportSeverity, () => string>> = {
  error: () => say("Error"),
  warning: () => say("Warning"),
  hint: () => say("Hint"),
  good: () => say("Good"),
};

/** The report as Markdown, to be pasted into an issue: no secret is part of a finding, and what others wrote is text. */
export function reportText({ host, findings, report, hostsReaders }: LoginDiagnosis): string {
  const lines = findings.flatMap((finding) => {
    const { label, detail } = findingSentence(finding);
    const fixes = (finding.fixes ?? []).map((fix) => `  - ${markdownProse(fixSentence(fix, host).label)}`);
    const first = `- **${severityWords[finding.severity]()}:** ${markdownProse(label)}`;
    return [first, ...(detail === "" ? [] : [`  ${markdownProse(detail)}`]), ...fixes];
  });
  const tools =
    report === undefined
      ? []
      : [
          "",
          `## ${say("Which login each tool uses")}`,
          "",
          ...report.views.map(toolLine),
          `- Kubernetes: ${say("none; it reads pull secrets in its cluster")}`,
        ];
  return plainDocument([`# ${markdownProse(say("Login to {0}", host))}`, "", ...lines, ...tools, "", ...hostsReaders].join("\n"));
}

function toolLine(view: LoginReport["views"][number]): string {
  return `- ${toolName(view.tool)}: ${markdownProse(loginOf(view))}`;
}

function loginOf({ found, failure }: Looked): string {
  if (failure !== undefined) return say("none, since it fails: {0}", errorSentence(failure).what);
  if (found === undefined) return say("none");
  const { helper, path = "" } = found.origin;
  const key = withoutAccount(found.origin.key);
  return helper === undefined ? say("“{0}” in {1}", key, path) : say("“{0}” of docker-credential-{1}", key, helper);
}
