import type { Finding, Severity } from "../findings.ts";

/** Every code that a finding in a registries.yaml can have, with its usual severity. Codes never change: settings and links hold them. */
export const registriesSeverities = {
  "registries-syntax": "error",
  "registries-type": "error",
  "registries-endpoint": "error",
  "registries-client-pair": "error",
  "registries-path": "error",
  "registries-unknown-key": "warning",
  "registries-duplicate-key": "warning",
  "registries-name": "warning",
  "registries-endpoint-path": "warning",
  "registries-http-with-tls": "warning",
  "registries-rewrite": "warning",
  "registries-not-used": "warning",
  "registries-endpoint-scheme": "hint",
  "registries-password": "hint",
  "registries-too-complex": "information",
} as const satisfies Record<string, Severity>;

export type RegistriesCode = keyof typeof registriesSeverities;
export type RegistriesFinding = Finding<RegistriesCode>;
