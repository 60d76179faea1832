import type { Finding } from "../findings.ts";
import type { HostsModel } from "../resolve/model.ts";
import type { HostsDocument } from "../syntax/document.ts";
import { applyEdits } from "../syntax/edits.ts";
import { scanDocument } from "../syntax/scan.ts";
import { charactersOfARequest } from "../textLimits.ts";
import type { CheckOptions } from "./checks/context.ts";
import type { Fix, FixTable } from "./fixes/context.ts";
import { foreignKeyFixes } from "./fixes/foreignKeyFixes.ts";
import { mistakeFixes } from "./fixes/mistakeFixes.ts";
import { nameFixes } from "./fixes/nameFixes.ts";
import { syntaxFixes } from "./fixes/syntaxFixes.ts";
import { tableFixes } from "./fixes/tableFixes.ts";
import { urlFixes } from "./fixes/urlFixes.ts";
import { valueFixes } from "./fixes/valueFixes.ts";
import { harmsOf, type Judged, judge } from "./gate/gate.ts";
import { maxProblems } from "../syntax/cursor.ts";

/** The codes that have a fix; not each of their findings has one. */
export const fixesByCode: FixTable = {
  ...nameFixes,
  ...urlFixes,
  ...valueFixes,
  ...tableFixes,
  ...mistakeFixes,
  ...foreignKeyFixes,
  ...syntaxFixes,
};

/** For one request: the fixes for a finding of the document that do no harm (see `gate/gate.ts`), the best one first. */
export type Offers = (finding: Finding) => readonly Fix[];

export function createHostsOffers(model: HostsModel, options: CheckOptions): Offers {
  const { look, judgeText } = createLimits(model, options);
  let before: Judged | undefined;
  return (finding) =>
    look(finding, model).filter((fix) => {
      before ??= judgeText(model.document);
      const after = before === undefined ? undefined : judgeText(fixed(model, fix));
      return before !== undefined && after !== undefined && harmsOf(finding, fix, before, after).length === 0;
    });
}

export function fixed({ document: { text } }: HostsModel, { edits }: Fix): HostsDocument {
  return scanDocument(applyEdits(text, edits));
}

/** A fix looks through the document to see what to do. Of what is found, much has no fix. */
const looksForAJudgement = 50;

export interface Limits {
  /** The ways to put a finding right, whether they do harm or not. None where the request has looked enough. */
  readonly look: (finding: Finding, model: HostsModel) => readonly Fix[];
  /** Undefined where the request has judged enough. */
  readonly judgeText: (document: HostsDocument) => Judged | undefined;
}

/** What one request about the document may do: nothing for one that is longer than half of what may be judged. */
export function createLimits({ document: { text }, problems }: HostsModel, options: CheckOptions): Limits {
  let left = 2 * text.length > charactersOfARequest || problems.length >= maxProblems ? 0 : charactersOfARequest;
  const spend = (characters: number): boolean => (left -= characters) >= 0;
  return {
    look: (finding, model) => {
      const makers = [fixesByCode[finding.code] ?? []].flat();
      const isAllowed = makers.length > 0 && spend(model.document.text.length / looksForAJudgement);
      return isAllowed ? makers.flatMap((make) => make(finding, model) ?? []) : [];
    },
    judgeText: (document) => (spend(document.text.length) ? judge(document, options) : undefined),
  };
}
