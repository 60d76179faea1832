import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { nodeSpawn } from "../../../../src/node/nodeSpawn.ts";
import { foundCommand } from "../../../../src/services/login/foundCommand.ts";
import { LoginError } from "../../../../src/services/login/loginError.ts";

test("a remedy's program is the one on the PATH, never one in the working directory", async (t) => {
  const root = mkdtempSync(path.join(tmpdir(), "found-command-"));
  const before = { cwd: process.cwd(), path: process.env["PATH"] };
  t.after(() => {
    process.chdir(before.cwd);
    process.env["PATH"] = before.path;
    rmSync(root, { recursive: true });
  });
  for (const name of ["workspace", "bin"]) {
    mkdirSync(path.join(root, name));
    writeFileSync(path.join(root, name, "aws"), "#!/bin/sh\n");
    chmodSync(path.join(root, name, "aws"), 0o755);
  }
  process.chdir(path.join(root, "workspace"));
  const remedy = { kind: "terminal", program: "aws", args: ["sso", "login"] } as const;
  process.env["PATH"] = `.::${path.join(root, "bin")}`;
  assert.deepEqual(await foundCommand(remedy, nodeSpawn), { program: path.join(root, "bin", "aws"), args: ["sso", "login"] });
  process.env["PATH"] = ".:";
  await assert.rejects(foundCommand(remedy, nodeSpawn), (error) => error instanceof LoginError && error.code === "refused");
});
