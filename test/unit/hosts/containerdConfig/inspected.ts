import { closedFiles, type FileReader } from "../../../../src/core/fileSystem.ts";
import { type InspectOptions, inspectConfig, type InspectedConfig } from "../../../../src/hosts/containerdConfig/inspectConfig.ts";
import type { ContainerdVersion } from "../../../../src/hosts/versions.ts";
import { memoryFiles } from "../resolve/memoryFiles.ts";

export const main = "/etc/containerd/config.toml";

export interface Inspection {
  readonly version?: ContainerdVersion;
  readonly path?: string;
  /** Those beside the text. */
  readonly files?: Readonly<Record<string, string>>;
  readonly reader?: FileReader;
  readonly mayLook?: boolean;
  readonly openRoots?: readonly string[];
}

export function placeOf({
  version = "2.3",
  path = main,
  files = {},
  reader,
  mayLook = true,
  openRoots = [],
}: Inspection = {}): InspectOptions {
  const there = memoryFiles({ ...files, [path]: "" });
  return { path, version, files: reader ?? (mayLook ? there : closedFiles), mayLook, machineRoot: main, openRoots };
}

export function inspect(text: string, inspection?: Inspection): Promise<InspectedConfig> {
  return inspectConfig(text, placeOf(inspection));
}
