import assert from "node:assert/strict";
import { test } from "node:test";
import type { ForeignText } from "../../../../src/core/foreignText.ts";
import { WarningLog } from "../../../../src/registry/http/warningLog.ts";

test("a warning that echoes the password is logged without it", () => {
  const logged: string[] = [];
  const ignore = (): void => {};
  const warn = (message: string, said?: ForeignText): void => void logged.push(`${message} ${said?.openForSurface() ?? ""}`);
  const warnings = new WarningLog({ trace: ignore, debug: ignore, info: ignore, error: ignore, warn }, "reg.example");
  const authorization = `Basic ${Buffer.from("me:hunter22").toString("base64")}`;
  warnings.add([`299 - "change hunter22 soon"`, `299 - "you sent ${authorization}"`], authorization);
  assert.deepEqual(logged, ["reg.example warns: change [secret] soon", "reg.example warns: you sent Basic [secret]"]);
});
