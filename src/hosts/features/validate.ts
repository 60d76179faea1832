import type { Finding, FindingSettings } from "../findings.ts";
import { assignmentsOf } from "../syntax/assignments.ts";
import type { HostsDocument } from "../syntax/document.ts";
import type { ContainerdVersion } from "../versions.ts";
import { type Check, collector } from "./checks/context.ts";
import { checkNames } from "./checks/names.ts";
import { checkSyntax } from "./checks/syntax.ts";
import { checkTypes } from "./checks/types.ts";

const CHECKS: readonly Check[] = [checkSyntax, checkTypes, checkNames];

/** All findings that the text alone gives, in its order. */
export function validate(document: HostsDocument, version: ContainerdVersion): readonly Finding[] {
  const findings: Finding[] = [];
  const context = { document, assignments: assignmentsOf(document), version, report: collector(findings) };
  for (const check of CHECKS) check(context);
  return findings.toSorted((a, b) => a.start - b.start);
}

/** The findings with the severities that a person has chosen for their codes. */
export function applySettings(findings: readonly Finding[], settings: FindingSettings): readonly Finding[] {
  return findings.flatMap((finding) => {
    const chosen = Object.hasOwn(settings, finding.code) ? settings[finding.code] : undefined;
    if (chosen === "off") return [];
    return [chosen === undefined ? finding : { ...finding, severity: chosen }];
  });
}
