import type { Finding, FindingCode, FindingSettings } from "../findings.ts";
import type { HostsModel } from "../resolve/model.ts";
import { difference, type Edit } from "../syntax/edits.ts";
import type { CheckOptions } from "./checks/context.ts";
import { createLimits, fixed, type Limits } from "./codeActions.ts";
import type { Fix } from "./fixes/context.ts";
import { type Harm, harmsOf, isWorse, type Judged } from "./gate/gate.ts";
import { offsetsAfter } from "./gate/statements.ts";
import { applySettings, validateModel } from "./validate.ts";

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

/** Each changes the text that the next one is looked for in. */
const maxFixes = 500;
/** What a fix brings to light, like the faults of a table that nobody has read, must be fixed in as many steps. */
const maxUncovered = 10;

/** A document that has been looked at, and what was found in it. */
export interface Found {
  readonly model: HostsModel;
  readonly findings: readonly Finding[];
}

interface State extends Found {
  readonly judged: Judged | undefined;
  /** The findings whose fixes do harm, by `keyOf`. */
  readonly refused: ReadonlySet<string>;
}

/** What a person asks for, and how much may be done for it. */
interface Request extends Limits {
  readonly options: CheckOptions;
  readonly settings: FindingSettings;
}

/**
 * What makes every fix that leaves no doubt; undefined where there is none. The fixes are made one after another, and
 * each is judged against the text that the ones before it have left, so that together they do no harm either. Of a
 * large text only the first are made; the others the next time.
 */
export function fixAll(found: Found, options: CheckOptions, settings: FindingSettings = {}): Edit | undefined {
  const { text } = found.model.document;
  const request = { ...createLimits(found.model, options), options, settings };
  let state: State = { ...found, judged: undefined, refused: new Set() };
  for (let made = 0; made < maxFixes; made++) {
    const next = nextState(state, request, () => true, true);
    if (next === undefined) break;
    state = next;
  }
  const fixedText = state.model.document.text;
  return fixedText === text ? undefined : difference(text, fixedText);
}

/** After the first fix that does no harm; undefined where there is none. */
function nextState(state: State, request: Request, wanted: (finding: Finding) => boolean, uncovers: boolean): State | undefined {
  const { model } = state;
  const refused = new Set(state.refused);
  let { judged } = state;
  for (const finding of applySettings(state.findings, request.settings)) {
    if (onlyOnRequest.has(finding.code) || !wanted(finding) || refused.has(keyOf(finding))) continue;
    const [fix] = request.look(finding, model);
    if (fix === undefined) continue;
    judged ??= request.judgeText(model.document);
    const after = request.judgeText(fixed(model, fix));
    if (judged === undefined || after === undefined) return undefined;
    const harms = harmsOf(finding, fix, judged, after);
    const next = stateAfter(after, fix, request.options, refused);
    if (harms.length === 0) return next;
    const whole = uncovers && harms.every((harm) => isUncovered.has(harm)) ? withUncovered(next, judged, request) : undefined;
    if (whole !== undefined) return whole;
    refused.add(keyOf(finding));
  }
  return undefined;
}

/** What may come of faults that were there, in a part of the text that nobody read. */
const isUncovered: ReadonlySet<Harm> = new Set<Harm>(["more-errors", "drops-the-file"]);

/** The state with the faults fixed, too, that it has brought to light; undefined where that cannot be done. */
function withUncovered(state: State | undefined, before: Judged, request: Request): State | undefined {
  let next = state;
  for (let steps = 0; steps < maxUncovered; steps++) {
    next = next === undefined ? undefined : nextState(next, request, ({ severity }) => severity === "error", false);
    if (next?.judged !== undefined && !isWorse(before, next.judged)) return next;
  }
  return undefined;
}

function keyOf({ code, start }: Pick<Finding, "code" | "start">): string {
  return `${start} ${code}`;
}

function stateAfter(judged: Judged, fix: Fix, options: CheckOptions, refused: ReadonlySet<string>): State | undefined {
  const model = judged.readings[0]?.model;
  if (model === undefined) return undefined;
  return { model, judged, findings: validateModel(model, options), refused: shifted(refused, fix.edits) };
}

/** The same findings in the text after the edits. */
function shifted(refused: ReadonlySet<string>, edits: readonly Edit[]): ReadonlySet<string> {
  const offsetAfter = offsetsAfter(edits);
  const keys = [...refused].map((key) => {
    const space = key.indexOf(" ");
    return { start: Number(key.slice(0, space)), code: key.slice(space + 1) };
  });
  return new Set(keys.toSorted((a, b) => a.start - b.start).map(({ start, code }) => `${offsetAfter(start).at} ${code}`));
}
