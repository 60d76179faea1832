import { Reader, type ReaderSet } from "./syntax/document.ts";

/** The containerd releases that differ in how they read hosts.toml. 1.6 reads as 1.7 does. */
export const containerdVersions = ["1.7", "2.0", "2.1", "2.2", "2.3", "2.4"] as const;
export type ContainerdVersion = (typeof containerdVersions)[number];

/** What is assumed where nobody knows better. */
export const defaultVersion: ContainerdVersion = "2.3";

export function isAtLeast(version: ContainerdVersion, since: ContainerdVersion): boolean {
  return containerdVersions.indexOf(version) >= containerdVersions.indexOf(since);
}

export function readerOf(version: ContainerdVersion): ReaderSet {
  if (version === "1.7") return Reader.v1;
  return version === "2.4" ? Reader.v24 : Reader.v2;
}

/**
 * The nearest known release for a version as a person or a program writes it (`v2.1.3`, `1.6`, `2.9.0-beta.0`);
 * undefined where it is none.
 */
export function parseVersion(text: string): ContainerdVersion | undefined {
  const [, major, minor] = /^v?(\d+)\.(\d+)(?:\.|-|\+|$)/.exec(text) ?? [];
  if (major === undefined || minor === undefined) return undefined;
  if (Number(major) < 2) return "1.7";
  if (Number(major) > 2 || Number(minor) > 4) return "2.4";
  return containerdVersions.find((version) => version === `2.${Number(minor)}`);
}
