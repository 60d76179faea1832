import { parse } from "smol-toml";

/** What a nerdctl.toml says about registries (nerdctl, docs/config.md). */
export interface NerdctlConfig {
  readonly hostsDir: readonly string[] | undefined;
}

/** Reads a nerdctl.toml; one that does not parse says nothing, and nerdctl itself then does not start. Never throws. */
export function parseNerdctlConfig(text: string): NerdctlConfig {
  const hostsDir = readTable(text)["hosts_dir"];
  const isList = Array.isArray(hostsDir) && hostsDir.every((each) => typeof each === "string");
  return { hostsDir: isList ? hostsDir : undefined };
}

function readTable(text: string): Record<string, unknown> {
  try {
    return parse(text);
  } catch {
    return {};
  }
}
