import type { FindingSettings } from "./findings.ts";

/** Initialization options of the language server, and `params.settings` of `workspace/didChangeConfiguration`. */
export interface ServerSettings {
  /** `auto` or a containerd version such as `2.1`. */
  readonly containerdVersion?: string;
  /** Severity by code, or `off`. */
  readonly diagnostics?: FindingSettings;
  /** Absolute directories whose sub-directories hold hosts.toml files, like `/etc/containerd/certs.d`. */
  readonly directories?: readonly string[];
  /** Whether files below those directories may be read to check what a hosts.toml points to. */
  readonly fileChecks?: boolean;
}
