import type { FileReader } from "../../core/fileSystem.ts";
import type { Text } from "../../core/text.ts";
import type { ListPrompter } from "../prompts/prompter.ts";
import type { Inspect } from "./authority.ts";
import type { CertificateDirectory, FoundDirectories } from "./certificateDirectories.ts";

/** What the new file is for. */
export type HostsCase = "private-ca" | "insecure" | "mirror-hub" | "mirror-all" | "client" | "import" | "import-directories";

/** A certs.d directory that somebody reads. */
export interface HostsPlaceChoice {
  readonly root: string;
  /** Who reads it. */
  readonly readBy: Text;
}

export interface HostsWizardPorts {
  readonly prompter: ListPrompter;
  readonly files: FileReader;
  readonly inspect: Inspect;
  /** The likeliest first. */
  readonly places: readonly HostsPlaceChoice[];
  readonly windows: boolean;
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
  daemonJson: string;
  /** The tree of Docker's certificate directories, what was found in it, and what of that is wanted. */
  tree: string;
  found: FoundDirectories;
  chosen: readonly CertificateDirectory[];
  root: string;
}
