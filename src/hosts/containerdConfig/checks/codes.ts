import type { Finding, Severity } from "../../findings.ts";

/** Every code that a finding in containerd's config.toml can have, with its usual severity. Codes never change: settings and links hold them. */
export const configSeverities = {
  "config-syntax": "error",
} as const satisfies Record<string, Severity>;

export type ConfigFindingCode = keyof typeof configSeverities;
export type ConfigFinding = Finding<ConfigFindingCode>;
