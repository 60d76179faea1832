import { missingPodmanFile } from "../../../credentials/podmanFile.ts";
import type { DoctorCheck } from "../check.ts";
import { isInstalled } from "./tools.ts";

/** A config.json that DOCKER_CONFIG leads podman to, and that is not there. */
export const podmanFileCheck: DoctorCheck = {
  id: "podman-file",
  limitMs: 5_000,
  async run({ ports: { configLocation, environment, files, spawn } }) {
    if (!(await isInstalled("podman", { spawn }))) return [];
    const path = await missingPodmanFile(configLocation, environment, files);
    return path === undefined ? [] : [{ code: "podman-file-missing", severity: "warning", params: { path }, fixes: [{ kind: "logIn" }] }];
  },
};
