import type { CredentialsError } from "../../../credentials/credentialsError.ts";
import type { DoctorCheck } from "../check.ts";
import type { LoginFinding } from "../finding.ts";
import type { LoginFix } from "../fix.ts";

/** One entry that cannot be decoded, of whichever registry, and nerdctl refuses the whole file. */
export const configFileCheck: DoctorCheck = {
  id: "config-file",
  limitMs: 15_000,
  async run({ report }) {
    const { problems, path } = await report();
    return problems.map((error): LoginFinding => ({
      code: "config-unusable",
      severity: "error",
      params: { path },
      error,
      fixes: fixesFor(error, path),
    }));
  },
};

function fixesFor({ code, params }: CredentialsError, path: string): readonly LoginFix[] {
  const { line, column } = params;
  const isPlaced = typeof line === "number" && typeof column === "number";
  const open: LoginFix = { kind: "openFile", path, ...(isPlaced ? { line, column } : {}) };
  if (code !== "config-invalid-entry") return [open];
  return [{ kind: "repairConfig", repair: { kind: "dropDamaged", key: String(params["key"]) } }, open];
}
