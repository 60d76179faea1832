import { dirname } from "node:path";
import { exists } from "../../../core/fileSystem.ts";
import { findRootless } from "../../reach/rootless.ts";
import type { DoctorCheck } from "../check.ts";

/** Only containerd as root is here: then nerdctl is run with sudo, which as a rule makes it read root's config.json. */
export const rootfulCheck: DoctorCheck = {
  id: "rootful",
  limitMs: 5_000,
  async run({ report, ports }) {
    const { files, environment, spawn, uid, rootfulSocket } = ports;
    if (uid === undefined || uid === 0 || (await spawn.find("nerdctl")) === undefined) return [];
    if ((await findRootless(files, environment["XDG_RUNTIME_DIR"])).isThere) return [];
    if (!(await exists(files, rootfulSocket).catch(() => true))) return [];
    const directory = dirname((await report()).path);
    const command = ["env", `DOCKER_CONFIG=${directory}`, "sudo", "--preserve-env=DOCKER_CONFIG", "nerdctl", "pull"] as const;
    return [{ code: "rootful-only", severity: "hint", params: { configDirectory: directory }, fixes: [{ kind: "copyCommand", command }] }];
  },
};
