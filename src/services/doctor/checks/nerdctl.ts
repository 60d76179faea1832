import { isOlderThan } from "../../../core/programVersion.ts";
import type { DoctorCheck } from "../check.ts";
import type { LoginFinding } from "../finding.ts";

const releases = "https://github.com/containerd/nerdctl/releases";

/** What an old nerdctl does otherwise. */
export const nerdctlCheck: DoctorCheck = {
  id: "nerdctl",
  limitMs: 10_000,
  async run({ ports }) {
    const version = (await ports.containerd()).installed.nerdctl;
    if (version === undefined) return [];
    const fixes = [{ kind: "openPage", url: releases }] as const;
    const findings: readonly (LoginFinding | undefined)[] = [
      isOlderThan(version, [0, 16, 0]) ? { code: "nerdctl-ignores-hosts", severity: "warning", params: { version }, fixes } : undefined,
      isOlderThan(version, [0, 16, 1]) ? { code: "nerdctl-prompts-twice", severity: "hint", params: { version }, fixes } : undefined,
    ];
    return findings.filter((finding) => finding !== undefined);
  },
};
