import { visibleText } from "../../core/visibleText.ts";
import type { Severity } from "../../hosts/findings.ts";
import type { CheckedFile, PlacedFinding } from "./placedFindings.ts";
import { sarifLog } from "./sarif.ts";

export const formatNames = ["text", "json", "sarif", "github"] as const;
export type FormatName = (typeof formatNames)[number];

/** What is printed for all files; empty where there is nothing to say. */
export function formatFindings(files: readonly CheckedFile[], format: FormatName): string {
  return printers[format](files);
}

const printers: Readonly<Record<FormatName, (files: readonly CheckedFile[]) => string>> = {
  text: (files) => lineForEach(files, textLine),
  github: (files) => lineForEach(files, githubCommand),
  json: (files) => `${JSON.stringify({ files }, undefined, 2)}\n`,
  sarif: (files) => `${JSON.stringify(sarifLog(files), undefined, 2)}\n`,
};

function lineForEach(files: readonly CheckedFile[], lineOf: (path: string, finding: PlacedFinding) => string): string {
  return files.flatMap(({ path, findings }) => findings.map((finding) => `${lineOf(path, finding)}\n`)).join("");
}

/** The form of compilers, which editors and problem matchers know. */
function textLine(path: string, { line, column, severity, message, code }: PlacedFinding): string {
  return inert(`${visibleText(path)}:${line}:${column}: ${severity}: ${message} [${code}]`);
}

/**
 * A line that is no command to who runs the check: GitHub Actions obeys lines that begin with `::`, as paths can, and `##[…]`
 * anywhere in one, Azure Pipelines `##vso[…]`.
 */
function inert(line: string): string {
  const parted = line.replaceAll(/##(?=\[|vso\[)/gi, "## ");
  return /^\s*::/.test(parted) ? `./${parted}` : parted;
}

const commands: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", information: "notice", hint: "notice" };

/** A workflow command of GitHub Actions, which makes an annotation of it. */
function githubCommand(path: string, { line, column, endLine, endColumn, severity, message, code }: PlacedFinding): string {
  const properties = `file=${property(path)},line=${line},col=${column},endLine=${endLine},endColumn=${endColumn},title=${property(code)}`;
  return `::${commands[severity]} ${properties}::${inert(data(message))}`;
}

/** As @actions/core escapes what a command says. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return inert(data(visibleText(text, "\r\n")))
    .replaceAll(":", "%3A")
    .replaceAll(",", "%2C");
}
