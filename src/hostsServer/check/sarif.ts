import { pathToFileURL } from "node:url";
import { isAbsolute } from "node:path";
import { severities, type Severity } from "../../hosts/findings.ts";
import type { CheckedFile, PlacedFinding } from "./placedFindings.ts";

const levels: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", information: "note", hint: "note" };

/** A log of the Static Analysis Results Interchange Format 2.1.0 (OASIS), with one run. */
export function sarifLog(files: readonly CheckedFile[]): object {
  const rules = Object.entries(severities).map(([id, severity]) => ({ id, defaultConfiguration: { level: levels[severity] } }));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "hosts.toml", rules } },
        columnKind: "utf16CodeUnits",
        results: files.flatMap(({ path, findings }) => findings.map((finding) => resultOf(path, finding))),
      },
    ],
  };
}

function resultOf(path: string, { code, severity, message, line, column, endLine, endColumn }: PlacedFinding): object {
  const region = { startLine: line, startColumn: column, endLine, endColumn };
  return {
    ruleId: code,
    level: levels[severity],
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) }, region } }],
  };
}

/** Relative paths stay relative, for the service that reads the log has the files elsewhere. */
function uriOf(path: string): string {
  if (isAbsolute(path)) return pathToFileURL(path).href;
  return path.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
}
