import { noteLines, plainLines, wholeSentences } from "../../platform/noteLines.ts";
import type { ReportRow } from "../../platform/reportPick.ts";
import type { LoginFinding } from "../../services/doctor/finding.ts";
import type { LoginFix } from "../../services/doctor/fix.ts";
import { findingSentence } from "./doctorSentences.ts";
import { fixSentence } from "./fixSentences.ts";

/** A finding as a row of the report: whole sentences, since VS Code cuts off what is longer than a line. */
export interface FindingRow extends ReportRow {
  readonly finding: LoginFinding;
  /** All that is to be said of it, where the row has no room for that. */
  readonly note: string | undefined;
}

/** What the best fix does stands before why it is needed. */
export function findingRow(finding: LoginFinding, host: string, homeDirectory: string): FindingRow {
  const sentence = findingSentence(finding);
  const label = belowHome(sentence.label, homeDirectory);
  const isLong = noteLines(label).length > 1;
  const why = belowHome(sentence.detail, homeDirectory);
  const [fix] = finding.fixes ?? [];
  const way = fix === undefined ? "" : `→ ${asSentence(belowHome(fixSentence(fix, host).label, homeDirectory))}`;
  const { line, isAll } = wholeSentences(way, why);
  const note = isLong ? `${label} ${why}`.trim() : isAll ? undefined : why;
  return { label: isLong ? (sentence.short ?? noteLines(label)[0]) : label, detail: line, severity: finding.severity, finding, note };
}

/** What can be done, in further rows where one has no room for it. */
export function fixRows(fix: LoginFix, host: string, homeDirectory: string): readonly (ReportRow & { readonly fix: LoginFix })[] {
  const { label, detail } = fixSentence(fix, host);
  const [first = "", ...lines] = plainLines(belowHome(detail, homeDirectory));
  const further = lines.flatMap((line, index) => (index % 2 === 0 ? [{ label: line, detail: lines[index + 1] ?? "", fix }] : []));
  return [{ label: belowHome(label, homeDirectory), detail: first, fix }, ...further];
}

/** What asks for more ends with an ellipsis already. */
function asSentence(label: string): string {
  return label.endsWith("…") ? label : `${label}.`;
}

/** The text with paths as people write them; the copied report has them whole. */
function belowHome(sentence: string, homeDirectory: string): string {
  return homeDirectory === "" ? sentence : sentence.replaceAll(`${homeDirectory}/`, "~/");
}
