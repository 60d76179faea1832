import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { test } from "node:test";
import { missing, run, temporaryDirectory } from "../support/peers/program.ts";

const root = join(import.meta.dirname, "../..");

/** pre-commit clones the project, and so needs its history. */
function whyNot(): string | false {
  return existsSync(join(root, ".git")) ? missing("pre-commit", "git") : "the project's git history is not here";
}

void test("pre-commit runs the hook on the hosts.toml files of a project, and on no others", { skip: whyNot() }, async (t) => {
  const folder = temporaryDirectory("pre-commit");
  t.after(() => folder.remove());
  const project = join(folder.path, "project");
  const env = {
    ...process.env,
    PATH: `${dirname(process.execPath)}${delimiter}${process.env["PATH"] ?? ""}`,
    HOME: folder.path,
    PRE_COMMIT_HOME: join(folder.path, "cache"),
    GIT_CONFIG_GLOBAL: join(folder.path, "gitconfig"),
  };
  // The clone may belong to somebody else than who runs the tests.
  writeFileSync(env.GIT_CONFIG_GLOBAL, "[safe]\n  directory = *\n[user]\n  name = t\n  email = t@example.com\n");
  mkdirSync(join(project, "certs.d/docker.io"), { recursive: true });
  const git = (...args: readonly string[]): void => void execFileSync("git", ["-C", project, ...args], { env, stdio: "ignore" });
  const runHook = async (text: string) => {
    writeFileSync(join(project, "certs.d/docker.io/hosts.toml"), text);
    writeFileSync(join(project, "certs.d/docker.io/other.toml"), "foo = 1\n");
    git("add", ".");
    return run("pre-commit", ["try-repo", root, "hosts-toml", "--all-files", "--color", "never"], { env, cwd: project });
  };
  git("init");
  const passed = await runHook('[host."https://m.example"]\n');
  assert.equal(passed.exitCode, 0, passed.stdout + passed.stderr);
  assert.match(passed.stdout, /containerd hosts\.toml\.+Passed/);
  const failed = await runHook("foo = 1\n");
  assert.equal(failed.exitCode, 1, failed.stdout + failed.stderr);
  assert.match(failed.stdout, /Failed[^]*\ncerts\.d\/docker\.io\/hosts\.toml:1:1: warning: .*\[unknown-key\]/);
});
