import { hubKey, withoutAccount } from "../../../credentials/registryName.ts";
import type { DoctorCheck } from "../check.ts";
import type { LoginFinding } from "../finding.ts";

/** Logins for Docker Hub under `docker.io` and the like: docker and nerdctl look under one key, and it is none of these. */
export const dockerHubKeyCheck: DoctorCheck = {
  id: "docker-hub-key",
  limitMs: 15_000,
  async run({ report }) {
    const { deadKeys, path, hubKey: other, store } = await report();
    return deadKeys.map((key): LoginFinding => {
      const isMoved = other === undefined && store.helper === "" && key === deadKeys[0];
      return {
        code: "hub-key-dead",
        severity: "warning",
        params: { key: withoutAccount(key), path, ...(other === undefined ? {} : { other: withoutAccount(other) }) },
        fixes: [
          isMoved ? { kind: "repairConfig", repair: { kind: "moveEntry", from: key, to: hubKey } } : { kind: "removeEntry", path, key },
        ],
      };
    });
  },
};
