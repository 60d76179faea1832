import type { Span } from "./syntax/document.ts";

export type Severity = "error" | "warning" | "information" | "hint";

/** Every code that a finding can have, with its usual severity. Codes never change: settings and links hold them. */
export const SEVERITIES = {
  "toml-syntax": "error",
  "wrong-type": "error",
  "unknown-capability": "error",
  "byte-order-mark": "error",
  "ipv6-header-unsupported": "error",
  "unknown-key": "warning",
} as const satisfies Record<string, Severity>;

export type FindingCode = keyof typeof SEVERITIES;

export interface RelatedPlace extends Span {
  readonly message: string;
}

/** Something to say about a place in the document. */
export interface Finding extends Span {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** What is wrong and what containerd does because of it. */
  readonly message: string;
  readonly related?: readonly RelatedPlace[];
  /** What the quick fix needs to know, for instance the name that was meant. */
  readonly data?: Readonly<Record<string, string>>;
}

/** Severities that a person has chosen, by code. */
export type FindingSettings = Readonly<Record<string, Severity | "off">>;

export const DROPPED = "containerd ignores this whole file: no mirror, no certificate, no setting of it is used.";
