import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { missing, run, temporaryDirectory } from "../support/peers/program.ts";

const root = join(import.meta.dirname, "../..");

interface Session {
  readonly failure?: string;
  readonly before: readonly { readonly code: string; readonly line: number; readonly severity: number; readonly message: string }[];
  readonly hover: string;
  readonly completions: readonly string[];
  readonly refused: string;
  readonly action: string;
  readonly after: readonly unknown[];
  readonly text: string;
}

void test("Neovim shows diagnostics and a hover, completes, and applies a fix", { skip: missing("nvim") }, async (t) => {
  const folder = temporaryDirectory("neovim");
  t.after(() => folder.remove());
  const hosts = join(folder.path, "certs.d/registry.example");
  mkdirSync(hosts, { recursive: true });
  const file = join(hosts, "hosts.toml");
  writeFileSync(file, '[host."https://m.example"]\n  capabilites = ["pull"]\n\n');
  const resultsFile = join(folder.path, "results.json");
  const server = [process.execPath, "--disable-warning=ExperimentalWarning", join(root, "src/hostsServer/main.ts"), "--stdio"];
  const { stdout, stderr } = await run(
    "nvim",
    ["--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", `luafile ${join(import.meta.dirname, "neovim.lua")}`],
    {
      cwd: folder.path,
      env: {
        ...process.env,
        HOME: folder.path,
        XDG_CONFIG_HOME: folder.path,
        XDG_DATA_HOME: folder.path,
        XDG_STATE_HOME: folder.path,
        XDG_CACHE_HOME: folder.path,
        TEST_SERVER: JSON.stringify(server),
        TEST_HOSTS_FILE: file,
        TEST_RESULTS_FILE: resultsFile,
      },
    },
  );
  const session = JSON.parse(readFileSync(resultsFile, "utf8")) as Session;
  assert.equal(session.failure, undefined, stdout + stderr);
  assert.deepEqual(
    session.before.map(({ code, line, severity }) => [code, line, severity]),
    [["unknown-key", 1, 1]],
  );
  assert.match(session.before[0]?.message ?? "", /Did you mean `capabilities`\?/);
  assert.match(session.hover, /https:\/\/m\.example\/v2\//);
  assert.ok(session.completions.includes("skip_verify = true"), session.completions.join("\n"));
  assert.match(session.refused, /Only the URL of a host can be renamed/);
  assert.equal(session.action, "Change to `capabilities`");
  assert.deepEqual(session.after, []);
  assert.equal(session.text, '[host."https://m.example"]\n  capabilities = ["pull"]\n');
});
