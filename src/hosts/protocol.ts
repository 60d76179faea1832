import type { FindingCode, FindingSettings } from "./findings.ts";
import type { Range } from "./lspTypes.ts";
import type { ResolvedHost } from "./resolve/hostConfig.ts";
import type { PullClient } from "./resolve/lookup.ts";

/** Initialization options of the language server, and `params.settings` of `workspace/didChangeConfiguration`. */
export interface ServerSettings {
  /** `auto` or a containerd version such as `2.1`. */
  readonly containerdVersion?: string;
  /** Severity by code, or `off`. */
  readonly diagnostics?: FindingSettings;
  /** Absolute directories whose sub-directories hold hosts.toml files, like `/etc/containerd/certs.d`. */
  readonly directories?: readonly string[];
  /** False where they are nerdctl's, and not a person's choice, which holds for every client. */
  readonly areDirectoriesSet?: boolean;
  /** Whether files below those directories may be read to check what a hosts.toml points to. */
  readonly fileChecks?: boolean;
  /** Whether the client answers knownRegistriesMethod. */
  readonly knownRegistries?: boolean;
  /** Whether the client has convertCommand. */
  readonly convertCommand?: boolean;
}

/** Request: what containerd will try for a document (ResolveParams → ResolveResult). */
export const resolveMethod = "hosts/resolve";

export interface ResolveParams {
  readonly textDocument: { readonly uri: string };
  /** A containerd version such as `1.7`; without it, the one of the settings. */
  readonly containerd?: string;
  /** The registry of the image reference; without it a root without `server` stays empty strings. */
  readonly host?: string;
}

/** A host in the order in which it is tried, and the part of the document that names it. */
export interface ResolveResultHost extends ResolvedHost {
  readonly range: Range;
}

export type ResolveResult =
  | { readonly hosts: readonly ResolveResultHost[] }
  | { readonly error: { readonly code: FindingCode; readonly message: string; readonly range: Range } };

/** Request: how an image is pulled, as a text for people (ExplainParams → ExplainResult). Sees unsaved documents. */
export const explainMethod = "hosts/explain";

export interface ExplainParams {
  readonly reference: string;
  readonly client: PullClient;
  /** A containerd version; without it, the one of the settings. */
  readonly containerd?: string;
  /** Directories in the place of those of the settings. */
  readonly directories?: readonly string[];
}

export interface ExplainResult {
  /** Markdown. */
  readonly text: string;
}

/** Request from the server to the client, where ServerSettings.knownRegistries is true: URLs to complete (→ string[]). */
export const knownRegistriesMethod = "hosts/knownRegistries";

/** Command of the client, where ServerSettings.convertCommand is true: turns the configuration of that URI (its one argument) into hosts.toml files. */
export const convertCommand = "containerRegistries.hosts.new";

/** Request: whether containerd's configuration imports a file (ConfigSourceParams → boolean). */
export const configSourceMethod = "hosts/isConfigSource";

export interface ConfigSourceParams {
  readonly textDocument: { readonly uri: string };
}
