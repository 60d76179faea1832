import type { Fix } from "../features/fixes/context.ts";
import { keepsComments } from "../features/gate/comments.ts";
import { applyEdits } from "../syntax/edits.ts";
import { charactersOfARequest } from "../textLimits.ts";
import type { ConfigFinding, ConfigFindingCode } from "./checks/codes.ts";
import { type InspectOptions, inspectConfig, type InspectedConfig } from "./inspectConfig.ts";
import type { KubernetesReading } from "./kubernetes.ts";

/** How much of its hosts.toml files Kubernetes reads. */
const ranks: Readonly<Record<KubernetesReading["kind"], number>> = {
  "roots": 2,
  "joined": 1,
  "not-set": 1,
  "mirrors": 1,
  "disabled": 1,
  "unknown": 1,
  "conflict": 0,
  "wrong-type": 0,
  "broken": 0,
};

/**
 * For one request: the fixes for a finding that do no harm, as far as the request may judge them. With one applied and
 * everything read again, nothing is found that was not found before, Kubernetes reads no less, and it reads more or the
 * finding is gone; and each comment stays with what it stands at.
 */
export type ConfigOffers = (finding: ConfigFinding) => Promise<readonly Fix[]>;

/** `before` is what the text comes to, as `inspect` says. */
export function configOffers(before: InspectedConfig, options: InspectOptions, inspect = inspectConfig): ConfigOffers {
  const { text } = before.document;
  let left = charactersOfARequest;
  return async ({ code, fixes = [] }) => {
    const harmless: Fix[] = [];
    for (const fix of fixes) {
      left -= text.length;
      if (left < 0) break;
      const after = await inspect(applyEdits(text, fix.edits), options);
      if (isBetterConfig(code, before, after) && keepsComments(before.document, after.document, fix.edits)) harmless.push(fix);
    }
    return harmless;
  };
}

/** Whether nothing is worse, and the matter of the finding better. */
function isBetterConfig(code: ConfigFindingCode, before: InspectedConfig, after: InspectedConfig): boolean {
  // What is no fault could not be seen as long as nothing was read.
  const isUncovered = before.config.fault !== undefined && after.config.fault === undefined;
  const seen = after.findings.filter((finding) => (!isUncovered || finding.severity !== "information") && !canBeMade(finding));
  const [was, is] = [ranks[before.reading.kind], ranks[after.reading.kind]];
  if (is < was) return false;
  const counts = countCodes(before.findings);
  const countsAfter = countCodes(seen);
  if ([...countsAfter].some(([each, count]) => count > (counts.get(each) ?? 0))) return false;
  return is > was || (countsAfter.get(code) ?? 0) < (counts.get(code) ?? 0);
}

/** A directory that does not exist yet is no fault of the text. */
function canBeMade({ code }: ConfigFinding): boolean {
  return code === "config-path-missing";
}

function countCodes(findings: readonly ConfigFinding[]): ReadonlyMap<ConfigFindingCode, number> {
  const counts = new Map<ConfigFindingCode, number>();
  for (const { code } of findings) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}
