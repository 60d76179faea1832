import { isOlderThan } from "../../core/programVersion.ts";
import type { Spawn } from "../../core/spawn.ts";
import type { PullClient } from "../../hosts/resolve/lookup.ts";
import { type ContainerdVersion, defaultVersion, isAtLeast, parseVersion } from "../../hosts/versions.ts";

/** The containerd whose reading of hosts.toml counts, and why that one. */
export interface VersionInUse {
  readonly version: ContainerdVersion;
  /** `set` by the person, `detected` from the installed containerd, or `assumed` because none can be asked. */
  readonly source: "set" | "detected" | "assumed";
  readonly installed: InstalledVersions;
}

/** What the programs on PATH say of themselves (`2.1.3`, `1.6.20~ds1`); undefined where there is none or it may not be asked. */
export interface InstalledVersions {
  readonly containerd: string | undefined;
  readonly nerdctl: string | undefined;
}

export interface VersionPorts {
  readonly spawn: Spawn;
  /** The setting: `auto` or a version. */
  readonly setting: () => string;
  /** Whether programs may be run: not in an untrusted workspace. */
  readonly mayRun: () => boolean;
}

const timeoutMs = 3000;
const maxOutputBytes = 4096;
const notAsked: InstalledVersions = { containerd: undefined, nerdctl: undefined };

/** Knows the containerd version in use. The programs are asked once, when the version is first wanted and they may be run. */
export class HostsVersion {
  readonly #ports: VersionPorts;
  #installed: Promise<InstalledVersions> | undefined;

  constructor(ports: VersionPorts) {
    this.#ports = ports;
  }

  /** Never rejects. */
  async current(): Promise<VersionInUse> {
    const { setting, mayRun } = this.#ports;
    const installed = mayRun() ? await this.#ask() : notAsked;
    const set = parseVersion(setting());
    if (set !== undefined) return { version: set, source: "set", installed };
    const detected = installed.containerd === undefined ? undefined : parseVersion(installed.containerd);
    return detected === undefined
      ? { version: defaultVersion, source: "assumed", installed }
      : { version: detected, source: "detected", installed };
  }

  #ask(): Promise<InstalledVersions> {
    const { spawn } = this.#ports;
    this.#installed ??= Promise.all([askVersion(spawn, "containerd"), askVersion(spawn, "nerdctl")]).then(([containerd, nerdctl]) => ({
      containerd,
      nerdctl,
    }));
    return this.#installed;
  }
}

/**
 * `containerd github.com/containerd/containerd/v2 v2.1.3 <commit>`, `nerdctl version 2.1.2`: the first word that begins as
 * a version does. Undefined for a program that is missing, fails, hangs, or says something else.
 */
export async function askVersion(spawn: Spawn, program: string): Promise<string | undefined> {
  try {
    const { exitCode, stdout } = await spawn.run({ program, args: ["--version"], timeoutMs, maxOutputBytes });
    if (exitCode !== 0) return undefined;
    return /(?:^|\s)v?(\d+\.\d+[^\s,]*)/.exec(stdout)?.[1];
  } catch {
    return undefined;
  }
}

/** How nerdctl pulls: since 2.3 it leaves the lookup to the daemon, where that is containerd 2.0 or later. */
export function nerdctlClient({ version, installed }: VersionInUse): Extract<PullClient, "nerdctl" | "nerdctl-daemon"> {
  const leavesIt = installed.nerdctl !== undefined && !isOlderThan(installed.nerdctl, [2, 3, 0]);
  return leavesIt && isAtLeast(version, "2.0") ? "nerdctl-daemon" : "nerdctl";
}
