import type { Text } from "../../core/text.ts";
import type { NewHostsFile } from "../writer.ts";

/** Whose configuration is converted: containerd's config.toml, registries.yaml of k3s and RKE2, a cluster file of kind, Docker's daemon.json, Podman's registries.conf. */
export type SourceFormat = "containerd" | "k3s" | "kind" | "docker" | "podman";

/** A hosts.toml for a registry, which is named as images name it; `_default` stands for every registry. */
export interface ConvertedFile {
  readonly registry: string;
  readonly file: NewHostsFile;
}

/** What could not be carried over, by the name that it has where it comes from. */
export interface Skipped {
  readonly name: string;
  readonly reason: Text;
}

/** A login that the configuration holds. Its secret has not been kept. */
export interface FoundLogin {
  /** The registry that it is for, as images name it. */
  readonly host: string;
}

/** What a configuration means, as hosts.toml files. Secrets of the configuration are in no part of it. */
export interface Conversion {
  readonly format: SourceFormat;
  readonly files: readonly ConvertedFile[];
  readonly skipped: readonly Skipped[];
  readonly logins: readonly FoundLogin[];
}
