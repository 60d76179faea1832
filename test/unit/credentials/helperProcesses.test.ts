import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { test, type TestContext } from "node:test";
import { setTimeout } from "node:timers/promises";
import type { Spawn } from "../../../src/core/spawn.ts";
import { getFromHelper } from "../../../src/credentials/credentialHelper.ts";
import { nodeSpawn } from "../../../src/node/nodeSpawn.ts";
import { isAlive } from "../../support/isAlive.ts";

const isWindows = process.platform === "win32";

interface Lab {
  readonly spawn: Spawn;
  /** The process that the helper started, once it has. */
  readonly child: () => Promise<number>;
}

/** A real docker-credential-lab that starts a process, and then does `rest`. */
function labHelper(t: TestContext, rest: string): Lab {
  const directory = mkdtempSync(join(tmpdir(), "helper-"));
  const pidFile = join(directory, "pid");
  const program = join(directory, "docker-credential-lab");
  writeFileSync(
    program,
    `#!/bin/sh\nsleep 60 >/dev/null 2>&1 </dev/null &\necho $! >"${pidFile}.new"\nmv "${pidFile}.new" "${pidFile}"\n${rest}\n`,
  );
  chmodSync(program, 0o755);
  const child = async (): Promise<number> => {
    while (!existsSync(pidFile)) await setTimeout(10);
    return Number(readFileSync(pidFile, "utf8"));
  };
  t.after(async () => {
    const pid = await child();
    if (isAlive(pid)) process.kill(pid, "SIGKILL");
    rmSync(directory, { recursive: true, force: true });
  });
  const env = { PATH: [directory, process.env["PATH"]].join(delimiter) };
  return { spawn: { ...nodeSpawn, run: (request) => nodeSpawn.run({ ...request, env }) }, child };
}

test("what a cancelled helper has started ends with it", { skip: isWindows }, async (t) => {
  const { spawn, child } = labHelper(t, "wait");
  const controller = new AbortController();
  const asking = getFromHelper(spawn, "lab", "h", controller.signal);
  const rejected = assert.rejects(asking, { name: "AbortError" });
  const pid = await child();
  controller.abort();
  await rejected;
  while (isAlive(pid)) await setTimeout(10);
});

test("what a helper leaves behind when it has answered lives on", { skip: isWindows }, async (t) => {
  const { spawn, child } = labHelper(t, `echo '{"ServerURL":"h","Username":"u","Secret":"s"}'`);
  assert.equal((await getFromHelper(spawn, "lab", "h"))?.kind, "basic");
  assert.equal(isAlive(await child()), true);
});
