import type { Finding, FindingCode, FindingSettings } from "../findings.ts";
import { type HostsModel, modelOf } from "../resolve/model.ts";
import { scanDocument } from "../syntax/scan.ts";
import type { CheckOptions } from "./checks/context.ts";
import type { Fix, FixTable } from "./fixes/context.ts";
import { applyEdits, difference, type Edit } from "../syntax/edits.ts";
import { nameFixes } from "./fixes/nameFixes.ts";
import { tableFixes } from "./fixes/tableFixes.ts";
import { urlFixes } from "./fixes/urlFixes.ts";
import { valueFixes } from "./fixes/valueFixes.ts";
import { applySettings, validate } from "./validate.ts";

/** The codes that have a fix; not each of their findings has one. */
export const fixesByCode: FixTable = { ...nameFixes, ...urlFixes, ...valueFixes, ...tableFixes };

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
]);

/** The fix for a finding; undefined where there is none that leaves no doubt. */
export function fixFor(finding: Finding, model: HostsModel): Fix | undefined {
  return fixesByCode[finding.code]?.(finding, model);
}

/** In one round. A fix looks through the whole document: with more, a text of a megabyte would keep the editor waiting. */
const maxEdits = 500;

/** One fix may uncover the next: a renamed table, what is in it. More rounds than this no text has needed. */
const maxRounds = 5;

/** The text with every fix made that leaves no doubt; undefined where there is none. */
export function fixAll(text: string, options: CheckOptions, settings: FindingSettings = {}): Edit | undefined {
  let fixed = text;
  for (let round = 0; round < maxRounds; round++) {
    const edits = fixesAtOnce(fixed, options, settings);
    if (edits.length === 0) break;
    fixed = applyEdits(fixed, edits);
  }
  return fixed === text ? undefined : difference(text, fixed);
}

/** The edits of the first fixes that can be made at once; of fixes that touch the same text, the first. */
function fixesAtOnce(text: string, options: CheckOptions, settings: FindingSettings): readonly Edit[] {
  const document = scanDocument(text);
  const model = modelOf(document, options.version);
  const edits: Edit[] = [];
  for (const finding of applySettings(validate(document, options), settings)) {
    if (edits.length >= maxEdits) break;
    if (onlyOnRequest.has(finding.code)) continue;
    const fix = fixFor(finding, model);
    if (fix !== undefined && !fix.edits.some((edit) => edits.some((other) => overlaps(edit, other)))) edits.push(...fix.edits);
  }
  return edits;
}

function overlaps(a: Edit, b: Edit): boolean {
  return a.start <= b.end && b.start <= a.end;
}
