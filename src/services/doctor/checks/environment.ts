import { authVariable } from "../../../credentials/environmentAuth.ts";
import { withoutAccount } from "../../../credentials/registryName.ts";
import type { DoctorCheck } from "../check.ts";
import type { LoginFinding } from "../finding.ts";

/** DOCKER_AUTH_CONFIG, which docker since 28.3, nerdctl and this extension read before config.json. */
export const environmentCheck: DoctorCheck = {
  id: "environment",
  limitMs: 15_000,
  async run({ report, ports }) {
    const { own, environmentProblem: error, path } = await report();
    const setAside: LoginFinding = {
      code: "variable-set-aside",
      severity: "hint",
      params: { variable: authVariable },
      fixes: [{ kind: "setVariableAside", variable: authVariable, isAside: false }],
    };
    if (ports.setAside.includes(authVariable)) return [setAside];
    const fixes = [{ kind: "setVariableAside", variable: authVariable, isAside: true }] as const;
    if (error !== undefined) return [{ code: "variable-ignored", severity: "warning", params: { variable: authVariable }, error, fixes }];
    const { kind, key = "" } = own.found?.origin ?? {};
    if (kind !== "environment") return [];
    return [{ code: "variable-first", severity: "warning", params: { variable: authVariable, key: withoutAccount(key), path }, fixes }];
  },
};
