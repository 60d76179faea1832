import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";

/** Where a process with this environment keeps compiled code; empty for nowhere. */
function cacheOf(env: Readonly<Record<string, string>>): string {
  const module = new URL("../../../src/node/compileCache.ts", import.meta.url).href;
  const script = `
    import { getCompileCacheDir } from "node:module";
    import { keepCompiledCode } from ${JSON.stringify(module)};
    keepCompiledCode();
    process.stdout.write(getCompileCacheDir() ?? "");
  `;
  return execFileSync(process.execPath, ["--no-warnings", "--input-type=module", "--eval", script], { env }).toString();
}

function folderFor(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "compile-cache-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

void test("compiled code is kept in the person's own cache directory", { skip: process.platform !== "linux" }, (t) => {
  const home = folderFor(t);
  mkdirSync(join(home, ".cache"), { mode: 0o700 });
  assert.ok(cacheOf({ HOME: home }).startsWith(join(home, ".cache/container-registries")));
  assert.ok(cacheOf({ HOME: "/", XDG_CACHE_HOME: join(home, ".cache") }).startsWith(join(home, ".cache/container-registries")));
});

void test(
  "and nowhere else: not where others may write, not in a directory that is missing",
  { skip: process.platform !== "linux" },
  (t) => {
    const home = folderFor(t);
    assert.equal(cacheOf({ HOME: home }), "");
    mkdirSync(join(home, ".cache"), { mode: 0o700 });
    chmodSync(join(home, ".cache"), 0o777);
    assert.equal(cacheOf({ HOME: home }), "");
    assert.equal(cacheOf({ HOME: "relative", XDG_CACHE_HOME: "relative" }), "");
    assert.equal(cacheOf({}), "");
  },
);
