import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { test, type TestContext } from "node:test";

const root = join(import.meta.dirname, "../..");

/** The folder as pre-commit clones it: without what git ignores, and so without node_modules. */
function clone(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "hosts-hook-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const part of ["package.json", ".pre-commit-hooks.yaml", "scripts/checkHosts.mjs", "src"]) {
    mkdirSync(dirname(join(folder, part)), { recursive: true });
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  return folder;
}

interface Ended {
  readonly code: number;
  readonly output: string;
}

function start(program: string, args: readonly string[], cwd: string): Promise<Ended> {
  const env = { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env["PATH"] ?? ""}` };
  return new Promise((resolve) => {
    execFile(program, args, { cwd, env }, (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }));
  });
}

void test("the hook runs from a clone, without installing anything", { skip: process.platform === "win32" }, async (t) => {
  const hook = clone(t);
  const [, entry = ""] = /^ {2}entry: (.*)$/m.exec(readFileSync(join(hook, ".pre-commit-hooks.yaml"), "utf8")) ?? [];
  const project = mkdtempSync(join(tmpdir(), "hosts-project-"));
  t.after(() => rmSync(project, { recursive: true, force: true }));
  mkdirSync(join(project, "certs.d/docker.io"), { recursive: true });
  const file = "certs.d/docker.io/hosts.toml";
  writeFileSync(join(project, file), '[host."https://m.example"]\n');
  assert.deepEqual(await start(join(hook, entry), [file], project), { code: 0, output: "" });
  writeFileSync(join(project, file), '[host."https://m.example"]\ncapabilites = ["pull"]\n');
  const { code, output } = await start(join(hook, entry), [file], project);
  assert.equal(code, 1);
  assert.match(output, /^certs\.d\/docker\.io\/hosts\.toml:2:1: warning: .*\[unknown-key\]\n$/);
});
