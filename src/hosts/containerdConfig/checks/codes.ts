import type { FindingDetails } from "../../collectFindings.ts";
import type { Fix } from "../../features/fixes/context.ts";
import type { Finding, Severity } from "../../findings.ts";

/** Every code that a finding in containerd's config.toml can have, with its usual severity. Codes never change: settings and links hold them. */
export const configSeverities = {
  "config-syntax": "error",
  "config-wrong-type": "error",
  "config-version": "error",
  "config-import": "error",
  "config-plugin-name": "error",
  "config-path-joined": "error",
  "config-path-conflict": "error",
  "config-path-value": "error",
  "config-path-missing": "warning",
  "config-table-ignored": "warning",
  "config-misplaced": "warning",
  "config-unknown-key": "warning",
  "config-deprecated": "warning",
  "config-secret": "warning",
  "config-transfer-path": "warning",
  "config-not-imported": "warning",
  "config-path-not-set": "information",
  "config-cri-disabled": "information",
  "config-generated": "information",
  "config-unknown": "information",
} as const satisfies Record<string, Severity>;

export type ConfigFindingCode = keyof typeof configSeverities;

export type ConfigFinding = Finding<ConfigFindingCode> & ConfigFindingDetails;

export interface ConfigFindingDetails extends FindingDetails {
  /** What may put it right, the best first; each is to be judged before it is offered (offers.ts). */
  readonly fixes?: readonly Fix[];
  /** Whether hosts.toml files made of this configuration are the way out. */
  readonly canConvert?: boolean;
}
