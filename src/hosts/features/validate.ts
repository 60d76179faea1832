import { collectFindings, type FindingCollector, type Report } from "../collectFindings.ts";
import { type Finding, type FindingCode, type FindingSettings, severities } from "../findings.ts";
import { isNamedYaml } from "../fileNames.ts";
import { type HostsModel, modelOf } from "../resolve/model.ts";
import type { HostsDocument } from "../syntax/document.ts";
import { checkCapabilities } from "./checks/capabilities.ts";
import { checkCertificates } from "./checks/certificates.ts";
import { activeSections, type Check, type CheckOptions } from "./checks/context.ts";
import { checkDirectory, checkFileName } from "./checks/directory.ts";
import { checkHeaders } from "./checks/headers.ts";
import { checkHostTables } from "./checks/hostTables.ts";
import { checkKeyNames } from "./checks/names.ts";
import { checkServer } from "./checks/servers.ts";
import { checkFile, checkSyntax } from "./checks/syntax.ts";
import { checkTimeouts } from "./checks/timeouts.ts";
import { checkTlsSettings } from "./checks/tls.ts";
import { checkValueTypes } from "./checks/types.ts";
import { checkUrls } from "./checks/urls.ts";
import { isLarge, validateLarge } from "./largeText.ts";

const allChecks: readonly Check[] = [
  checkSyntax,
  checkFile,
  checkValueTypes,
  checkKeyNames,
  checkHostTables,
  checkUrls,
  checkServer,
  checkCapabilities,
  checkTlsSettings,
  checkCertificates,
  checkHeaders,
  checkTimeouts,
  checkFileName,
  checkDirectory,
];

/** All findings that the text and the file's place give, in the order of the text. */
export function validate(document: HostsDocument, options: CheckOptions): readonly Finding[] {
  const onlySyntax = isLarge(document.text) && !isNamedYaml(options.fileName ?? "");
  return onlySyntax ? validateLarge(document, options.version) : validateModel(modelOf(document, options.version), options);
}

/** The same for a document that has been looked at already. */
export function validateModel(model: HostsModel, options: CheckOptions): readonly Finding[] {
  const findings: Finding[] = [];
  runChecks(model, options, collectFindings(findings, severities));
  return findings.toSorted((a, b) => a.start - b.start);
}

function runChecks(model: HostsModel, options: CheckOptions, into: FindingCollector<FindingCode>): void {
  const context = { ...options, document: model.document, model, active: activeSections(model), ...into };
  // What is no TOML has nothing else to be said of it.
  for (const check of isNamedYaml(options.fileName ?? "") ? [checkFileName] : allChecks) check(context);
}

/** What is found in a text, in short. */
export interface FindingCounts {
  readonly errors: number;
  /** Where the findings of each code begin, in no order. */
  readonly starts: ReadonlyMap<FindingCode, readonly number[]>;
}

/** Counts all findings, not only those that are shown. */
export function countFindings(model: HostsModel, options: CheckOptions): FindingCounts {
  const starts = new Map<FindingCode, number[]>();
  let errors = 0;
  const report: Report<FindingCode> = (code, { start }, _message, more) => {
    const same = starts.get(code);
    if (same === undefined) starts.set(code, [start]);
    else same.push(start);
    if ((more?.severity ?? severities[code]) === "error") errors++;
  };
  runChecks(model, options, { report, isFull: () => true });
  return { errors, starts };
}

/** The findings with the severities that a person has chosen for their codes. */
export function applySettings<Code extends string>(
  findings: readonly Finding<Code>[],
  settings: FindingSettings,
): readonly Finding<Code>[] {
  return findings.flatMap((finding) => {
    const chosen = Object.hasOwn(settings, finding.code) ? settings[finding.code] : undefined;
    if (chosen === "off") return [];
    return [chosen === undefined ? finding : { ...finding, severity: chosen }];
  });
}
