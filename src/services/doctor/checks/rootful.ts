import { dirname } from "node:path";
import { isRootfulOnly, nerdctlAsRoot } from "../../reach/rootfulOnly.ts";
import type { DoctorCheck } from "../check.ts";

/** Only containerd as root is here: then nerdctl is run with sudo, which as a rule makes it read root's config.json. */
export const rootfulCheck: DoctorCheck = {
  id: "rootful",
  limitMs: 5_000,
  async run({ host, report, ports }) {
    const { files, environment, spawn, uid, rootfulSocket: socket } = ports;
    if ((await spawn.find("nerdctl")) === undefined) return [];
    if (!(await isRootfulOnly({ files, uid, runtimeDirectory: environment["XDG_RUNTIME_DIR"], socket }))) return [];
    const directory = dirname((await report()).path);
    // Which image is wanted is not known here: what stands in its place is the person's to replace.
    const command = [...nerdctlAsRoot(directory), "pull", `${host}/repository:tag`] as const;
    return [{ code: "rootful-only", severity: "hint", params: { configDirectory: directory }, fixes: [{ kind: "copyCommand", command }] }];
  },
};
