import type { HostsDocument, SyntaxProblem } from "../../syntax/document.ts";
import type { ContainerdVersion } from "../../versions.ts";
import { configProblems } from "../configText.ts";
import { type ConfigFinding, configSeverities } from "./codes.ts";

/** Of one text, as many as an editor shows. */
const maxFindings = 999;

/** What this release's reader of TOML refuses the file for. */
export function checkConfigSyntax(document: HostsDocument, version: ContainerdVersion): readonly ConfigFinding[] {
  return configProblems(document, version).slice(0, maxFindings).map(toFinding);
}

function toFinding({ start, end, message, related }: SyntaxProblem): ConfigFinding {
  const code = "config-syntax";
  const finding: ConfigFinding = { start, end, code, severity: configSeverities[code], message: `containerd does not start: ${message}` };
  return related === undefined ? finding : { ...finding, related: [related] };
}
