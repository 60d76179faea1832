import type { Span } from "./syntax/document.ts";

/** The worst first. */
export const severityOrder = ["error", "warning", "information", "hint"] as const;

export type Severity = (typeof severityOrder)[number];

/** Every code that a finding can have, with its usual severity. Codes never change: settings and links hold them. */
export const severities = {
  "toml-syntax": "error",
  "wrong-type": "error",
  "unknown-capability": "error",
  "invalid-client-pair": "error",
  "client-looks-like-pair": "error",
  "empty-path": "error",
  "invalid-duration": "error",
  "non-positive-timeout": "error",
  "invalid-url": "error",
  "unsupported-scheme": "error",
  "byte-order-mark": "error",
  "file-not-found": "error",
  "not-a-certificate": "error",
  "key-does-not-match": "error",
  "certificate-expired": "error",
  "invalid-header": "error",
  "requires-containerd": "error",
  "host-table-required": "error",
  "ipv6-header-unsupported": "error",
  "scheme-lookalike": "error",
  "docker-hub-address": "error",
  "wildcard-host": "error",
  "misspelled-url": "error",
  "unexpanded-path": "error",
  "pem-in-place-of-path": "error",
  "unknown-key": "warning",
  "key-of-another-tool": "warning",
  "host-not-a-table-header": "warning",
  "host-table-case": "warning",
  "host-listed-twice": "warning",
  "nested-host": "warning",
  "misplaced-root-key": "warning",
  "empty-capabilities": "warning",
  "appended-v2": "warning",
  "override-path-without-path": "warning",
  "override-path-without-v2": "warning",
  "http-and-https": "warning",
  "default-with-server": "warning",
  "http-with-tls": "warning",
  "root-tls-scope": "warning",
  "duplicate-host": "warning",
  "url-parts-dropped": "warning",
  "file-name": "warning",
  "directory-name": "warning",
  "shadowed-directory": "warning",
  "directory-not-configured": "warning",
  "certificate-expires-soon": "warning",
  "ca-is-not-a-ca": "warning",
  "file-not-used": "warning",
  "loopback-rootless": "hint",
  "skip-verify": "hint",
  "missing-scheme": "hint",
  "key-case": "hint",
  "push-to-mirror": "hint",
  "ca-with-skip-verify": "hint",
  "secret-in-header": "hint",
  "key-readable-by-others": "hint",
  "no-pull-no-resolve": "hint",
  "generated-file": "information",
  "file-too-large": "information",
} as const satisfies Record<string, Severity>;

export type FindingCode = keyof typeof severities;

export interface RelatedRange extends Span {
  readonly message: string;
}

/** Something to say about a place in the document. */
export interface Finding<Code extends string = FindingCode> extends Span {
  readonly code: Code;
  readonly severity: Severity;
  /** What containerd does, then why: see effects.ts. */
  readonly message: string;
  readonly related?: readonly RelatedRange[];
  /** What the quick fix needs to know, for instance the name that was meant. */
  readonly data?: Readonly<Record<string, string>>;
}

/** Severities that a person has chosen, by code. */
export type FindingSettings = Readonly<Record<string, Severity | "off">>;
