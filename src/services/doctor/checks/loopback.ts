import { isContainerdLocalhost } from "../../../core/localhost.ts";
import { findRootless } from "../../reach/rootless.ts";
import type { DoctorCheck } from "../check.ts";

const issue = "https://github.com/containerd/nerdctl/issues/86";

/** A registry of this machine, which rootless containerd does not reach where it pulls inside another network namespace. */
export const loopbackCheck: DoctorCheck = {
  id: "loopback",
  limitMs: 5_000,
  async run({ host, ports: { files, environment } }) {
    if (!isContainerdLocalhost(host) || !(await findRootless(files, environment["XDG_RUNTIME_DIR"])).isApart) return [];
    return [{ code: "loopback-rootless", severity: "warning", fixes: [{ kind: "openPage", url: issue }] }];
  },
};
