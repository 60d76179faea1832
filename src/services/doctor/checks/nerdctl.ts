import type { DoctorCheck } from "../check.ts";

const releases = "https://github.com/containerd/nerdctl/releases";

/** What an old nerdctl does otherwise. */
export const nerdctlCheck: DoctorCheck = {
  id: "nerdctl",
  limitMs: 10_000,
  async run({ ports }) {
    const version = (await ports.containerd()).installed.nerdctl;
    if (version === undefined) return [];
    const fixes = [{ kind: "openPage", url: releases }] as const;
    if (isBefore(version, [0, 16, 0])) return [{ code: "nerdctl-ignores-hosts", severity: "warning", params: { version }, fixes }];
    if (isBefore(version, [0, 16, 1])) return [{ code: "nerdctl-prompts-twice", severity: "hint", params: { version }, fixes }];
    return [];
  },
};

function isBefore(version: string, limit: readonly number[]): boolean {
  const parts = version.split(/[.-]/).map(Number);
  const at = limit.findIndex((each, index) => (parts[index] ?? 0) !== each);
  return at >= 0 && (parts[at] ?? 0) < (limit[at] ?? 0);
}
