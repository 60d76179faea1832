import type { CredentialsErrorCode } from "../../../credentials/credentialsError.ts";
import { helperProgram } from "../../../credentials/credentialHelper.ts";
import type { DoctorCheck } from "../check.ts";
import { helperMs } from "../context.ts";
import type { LoginFindingCode } from "../finding.ts";
import type { LoginFix } from "../fix.ts";

const codes: Readonly<Partial<Record<CredentialsErrorCode, LoginFindingCode>>> = {
  "helper-not-found": "helper-missing",
  "helper-name-invalid": "helper-missing",
  "helper-timed-out": "helper-silent",
  "helper-failed": "helper-failing",
  "helper-invalid-output": "helper-failing",
};

/** Whether the helper that config.json names for the registry is there, and answers in time. */
export const helperCheck: DoctorCheck = {
  id: "helper",
  limitMs: helperMs + 5_000,
  async run({ report }) {
    const { own, views, store, problems, path } = await report();
    const error = own.failure ?? views.find(({ tool }) => tool === "docker")?.failure;
    const code = error === undefined || problems.includes(error) ? undefined : codes[error.code];
    if (error === undefined || code === undefined || store.by === "none") return [];
    const { helper, by } = store;
    const fix: LoginFix =
      by === "credHelpers" ? { kind: "unmapHelper", helper } : { kind: "repairConfig", repair: { kind: "removeStore", helper } };
    const params = { helper, program: helperProgram(helper), by, path };
    return [{ code, severity: "error", params, error, fixes: [fix, { kind: "openFile", path }] }];
  },
};
