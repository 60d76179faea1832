import { plainDocument } from "../../platform/plainText.ts";
import { say } from "../../platform/say.ts";
import type { LoginReport } from "../../credentials/loginReport.ts";
import type { LoginDiagnosis } from "../../services/doctor/diagnoseLogin.ts";
import type { Gravity } from "../../services/doctor/finding.ts";
import { findingSentence, toolName } from "./doctorSentences.ts";
import { errorSentence } from "./errorSentence.ts";
import { fixSentence } from "./fixSentences.ts";

const marks: Readonly<Record<Gravity, string>> = { error: "[x]", warning: "[!]", hint: "[i]", good: "[ok]" };

/** The report as text, to be pasted into an issue: no secret is part of a finding. */
export function reportText({ host, findings, report, hostsReaders }: LoginDiagnosis): string {
  const lines = findings.flatMap((finding) => {
    const { label, detail } = findingSentence(finding);
    const fixes = (finding.fixes ?? []).map((fix) => `    - ${fixSentence(fix, host).label}`);
    return [`${marks[finding.severity]} ${label}`, ...(detail === "" ? [] : [`    ${detail}`]), ...fixes];
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
  return plainDocument([`# ${say("Login to {0}", host)}`, "", ...lines, ...tools, "", ...hostsReaders].join("\n"));
}

function toolLine({ tool, found, failure }: LoginReport["views"][number]): string {
  const name = toolName(tool);
  if (failure !== undefined) return `- ${name}: ${say("none, since it fails: {0}", errorSentence(failure).what)}`;
  if (found === undefined) return `- ${name}: ${say("none")}`;
  const { helper, path = "", key } = found.origin;
  const place = helper === undefined ? say("“{0}” in {1}", key, path) : say("“{0}” of docker-credential-{1}", key, helper);
  return `- ${name}: ${place}`;
}
