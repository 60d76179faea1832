import type { Disposable } from "../../core/disposable.ts";
import type { FileReader } from "../../core/fileSystem.ts";
import type { Text } from "../../core/text.ts";
import type { Conversion } from "../../hosts/convert/conversion.ts";
import type { ListPrompter } from "../prompts/prompter.ts";
import type { TlsProbe } from "../../core/tlsProbe.ts";
import type { CertificateDirectory, FoundDirectories } from "./certificateDirectories.ts";
import type { ConversionPlan, FoundSource } from "./convert.ts";
import type { NewFile } from "./newFiles.ts";

/** What the new file is for. */
export type HostsCase = "private-ca" | "insecure" | "mirror-hub" | "mirror-all" | "client" | "convert" | "import-directories";

/** A certs.d directory that somebody reads. */
export interface HostsRootChoice {
  readonly root: string;
  /** Who reads it. */
  readonly readBy: Text;
}

export interface HostsWizardPorts {
  readonly prompter: ListPrompter;
  readonly files: FileReader;
  readonly probe: TlsProbe;
  /** The likeliest first. */
  readonly places: readonly HostsRootChoice[];
  readonly windows: boolean;
  /** Configurations of other tools on this machine. */
  readonly sources: readonly FoundSource[];
  /** A configuration of another tool that the person wants to convert: nothing else is asked. */
  readonly source?: string;
  /** Shows files beside what is there by now, until it is disposed. Nothing is written. */
  readonly preview: (files: readonly NewFile[]) => Promise<Disposable>;
}

/** What has been answered so far. */
export interface HostsDraft {
  kind: HostsCase;
  /** The registry, or the URL of the mirror. */
  host: string;
  mirror: string;
  caSource: "file" | "server";
  caFile: string;
  /** PEM of an authority that came from the server. */
  caText: string | undefined;
  plainHttp: boolean;
  certificate: string;
  key: string;
  /** The configuration that is converted, of those that were found; empty for `sourceFile`. */
  source: string;
  sourceFile: string;
  /** Why a configuration that was found is not taken. */
  sourceProblem: Error | undefined;
  conversion: Conversion | undefined;
  /** What comes of it below `root`, and which of that the person wants. */
  planned: ConversionPlan;
  accepted: readonly NewFile[];
  /** The tree of Docker's certificate directories, what was found in it, and what of that is wanted. */
  tree: string;
  found: FoundDirectories;
  chosen: readonly CertificateDirectory[];
  root: string;
}
