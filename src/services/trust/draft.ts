import type { Disposable } from "../../core/disposable.ts";
import type { FileSystem } from "../../core/fileSystem.ts";
import type { CommandWords } from "../../core/shellQuote.ts";
import type { Logger } from "../../core/logger.ts";
import type { TlsProbe } from "../../core/tlsProbe.ts";
import type { ContainerdVersion } from "../../hosts/versions.ts";
import type { CertificateDirectory } from "../hostsFiles/certificateDirectories.ts";
import type { HostsRootChoice } from "../hostsFiles/draft.ts";
import type { NewFile } from "../hostsFiles/newFiles.ts";
import type { Prompter } from "../prompts/prompter.ts";
import type { WizardStep } from "../prompts/runSteps.ts";
import type { HostTransportOptions } from "../reach/connection.ts";
import type { SessionPorts } from "../reach/sessions.ts";
import type { TrustChange } from "./change.ts";
import type { Decided } from "./otherTools.ts";
import type { Diagnosis } from "../hostsFiles/diagnoseServer.ts";

/** The server that could not be asked, for a registry. */
export interface TrustTarget {
  /** As image references name it: its hosts.toml is the one that is written. */
  readonly registry: string;
  /** The API root of the server. */
  readonly url: URL;
  /**
   * Whether the server is the registry that the person named. One that a redirect, a realm or hosts.toml leads to is not trusted on its
   * own word.
   */
  readonly isNamed: boolean;
  /** What hosts.toml says of the server so far. */
  readonly transport: HostTransportOptions;
  /** The names of the headers that hosts.toml has sent to it, which may hold a login. */
  readonly headers: readonly string[];
  /** The directory of the registry that counts so far, if there is one. */
  readonly directory: string | undefined;
}

export interface TrustPorts {
  readonly prompter: Prompter;
  readonly files: FileSystem;
  readonly probe: TlsProbe;
  readonly open: SessionPorts["open"];
  /** The certs.d directories that count for this window, in order. */
  readonly roots: readonly string[];
  /** Those that may be written to, the likeliest first. */
  readonly places: readonly HostsRootChoice[];
  readonly version: ContainerdVersion;
  readonly windows: boolean;
  /** $XDG_RUNTIME_DIR. */
  readonly runtimeDirectory: string | undefined;
  /** Shows files as they would be written, until it is disposed. */
  readonly preview: (files: readonly NewFile[]) => Promise<Disposable>;
  /** Where what a command installs is laid down. */
  readonly temporaryDirectory: string;
  /** The commands as one line for the shell of new terminals. Throws UnquotableError. */
  readonly terminalLine: (commands: readonly CommandWords[]) => string;
  /** Puts commands into a terminal, where they run only when the person presses Enter. */
  readonly typeIntoTerminal: (commands: readonly CommandWords[]) => Promise<void>;
  readonly copy: (text: string) => Promise<void>;
  /** Copies a pull secret with the login to a registry, which asks the person before. */
  readonly copyPullSecret: (host: string) => Promise<void>;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  readonly logger: Logger;
}

/** How the person wants to go on. */
export type TrustWay = "presented" | "file" | "client" | "skip-verify" | "plain-http";

/** `command` where the person was given one for a directory that only somebody else may write to. */
export type TrustOutcome =
  | {
      readonly kind: "written";
      readonly path: string;
      /** Whether this window connects by it: not where it is below another root, or a directory before it hides it. */
      readonly isRead: boolean;
      readonly decided: Decided;
    }
  | { readonly kind: "command" }
  | { readonly kind: "cancelled" };

export interface TrustDraft {
  readonly target: TrustTarget;
  /** Why the server could not be asked. */
  readonly fault: Error;
  /** Of the server as it was last looked at. */
  diagnosis: Diagnosis;
  /** Why the questions begin anew. */
  problem: Error | undefined;
  /** The certificates of Docker's kind in `target.directory`, by which the connection is made so far. */
  readonly inUse: Pick<CertificateDirectory, "ca" | "client"> | undefined;
  way: TrustWay;
  caFile: string;
  certificate: string;
  key: string;
  change: TrustChange | undefined;
  /** SHA-256 of the certificate that the person was shown and trusts. */
  fingerprint: string | undefined;
  root: string;
  outcome: TrustOutcome;
}

export type TrustStep = WizardStep<TrustDraft, TrustPorts>;
