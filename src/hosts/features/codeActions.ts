import type { Finding, FindingCode, FindingSettings } from "../findings.ts";
import { type HostsModel, modelOf } from "../resolve/model.ts";
import { scanDocument } from "../syntax/scan.ts";
import type { CheckOptions } from "./checks/context.ts";
import type { Fix, FixTable } from "./fixes/context.ts";
import { applyEdits, difference, type Edit } from "../syntax/edits.ts";
import { foreignKeyFixes } from "./fixes/foreignKeyFixes.ts";
import { mistakeFixes } from "./fixes/mistakeFixes.ts";
import { nameFixes } from "./fixes/nameFixes.ts";
import { syntaxFixes } from "./fixes/syntaxFixes.ts";
import { tableFixes } from "./fixes/tableFixes.ts";
import { urlFixes } from "./fixes/urlFixes.ts";
import { valueFixes } from "./fixes/valueFixes.ts";
import { applySettings, validateModel } from "./validate.ts";

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

/** Fixes that are a matter of taste or of trust: never part of "fix all". */
const onlyOnRequest: ReadonlySet<FindingCode> = new Set<FindingCode>([
  "http-with-tls",
  "root-tls-scope",
  "push-to-mirror",
  "ca-with-skip-verify",
  "empty-capabilities",
  "appended-v2",
  "client-looks-like-pair",
  "url-parts-dropped",
  "override-path-without-v2",
  "http-and-https",
  "default-with-server",
  "wildcard-host",
  "key-of-another-tool",
]);

/** The fix for a finding; undefined where there is none that leaves no doubt. */
export function fixFor(finding: Finding, model: HostsModel): Fix | undefined {
  return fixesByCode[finding.code]?.(finding, model);
}

/** What one round may look through: a fix looks through the whole document, and an editor waits for all of them. */
const charactersOfARound = 2_000_000;
const maxEdits = 500;
/** For each edit that there may be: of what is found, much has no fix that leaves no doubt. */
const triesForAnEdit = 50;

/** One fix may uncover the next: a renamed table, what is in it. More rounds than this no text has needed. */
const maxRounds = 5;
const largeText = 100_000;

/** A document that has been looked at, and what was found in it. */
export interface Found {
  readonly model: HostsModel;
  readonly findings: readonly Finding[];
}

/** What makes every fix that leaves no doubt; undefined where there is none. */
export function fixAll(found: Found, options: CheckOptions, settings: FindingSettings = {}): Edit | undefined {
  const { text } = found.model.document;
  let fixed = applyEdits(text, fixesAtOnce(found, settings));
  // What is larger is fixed bit by bit, each time that it is asked for.
  for (let round = 1; round < maxRounds && text.length <= largeText; round++) {
    const model = modelOf(scanDocument(fixed), options.version);
    const edits = fixesAtOnce({ model, findings: validateModel(model, options) }, settings);
    if (edits.length === 0) break;
    fixed = applyEdits(fixed, edits);
  }
  return fixed === text ? undefined : difference(text, fixed);
}

/** The edits of the first fixes that can be made at once; of fixes that touch the same text, the first. */
function fixesAtOnce({ model, findings }: Found, settings: FindingSettings): readonly Edit[] {
  const edits: Edit[] = [];
  const most = Math.min(maxEdits, Math.max(1, Math.floor(charactersOfARound / model.document.text.length)));
  const tried = applySettings(findings, settings).filter(({ code }) => !onlyOnRequest.has(code) && fixesByCode[code] !== undefined);
  for (const finding of tried.slice(0, most * triesForAnEdit)) {
    if (edits.length >= most) break;
    const fix = fixFor(finding, model);
    if (fix !== undefined && !fix.edits.some((edit) => edits.some((other) => overlaps(edit, other)))) edits.push(...fix.edits);
  }
  return edits;
}

function overlaps(a: Edit, b: Edit): boolean {
  return a.start <= b.end && b.start <= a.end;
}
