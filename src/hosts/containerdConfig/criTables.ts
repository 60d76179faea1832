import { type ContainerdVersion, isAtLeast } from "../versions.ts";
import { criNames } from "./mergeConfig.ts";

/** What decides which of the CRI plugin's tables in one file count. */
export interface FileVersions {
  /** The version that the file itself has; 0 where it is not written. */
  readonly own: number;
  /** The version that counts when all files are merged. */
  readonly merged: number;
  readonly version: ContainerdVersion;
}

/** Whether this release reads the CRI plugin's settings under this name in such a file (see mergeConfig.ts). */
export function isRead(name: string, { own, merged, version }: FileVersions): boolean {
  if (!isAtLeast(version, "2.0")) return name === (merged === 0 || merged === 1 ? criNames.v1 : criNames.v2);
  if (name === criNames.v3) return true;
  const isNamed = name === criNames.v2 || (name === criNames.v1 && own < 2);
  return isNamed && (isAtLeast(version, "2.3") ? own < 4 : merged < 3);
}

/** The name to write the settings under in such a file: that of its version where this release reads it, else the newest that it does. */
export function nameToWriteIn(versions: FileVersions): string {
  const natural = versions.own === 2 ? criNames.v2 : criNames.v3;
  return [natural, criNames.v3, criNames.v2, criNames.v1].find((name) => isRead(name, versions)) ?? criNames.v3;
}
