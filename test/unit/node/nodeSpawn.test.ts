import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { describe, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { SpawnError, type SpawnRequest } from "../../../src/core/spawn.ts";
import { nodeSpawn } from "../../../src/node/nodeSpawn.ts";
import { isAlive } from "../../support/isAlive.ts";

const isWindows = process.platform === "win32";

/** A request that runs JavaScript in this Node. */
function script(code: string, more: Partial<SpawnRequest> = {}): SpawnRequest {
  return { program: process.execPath, args: ["-e", code], timeoutMs: 10_000, maxOutputBytes: 100_000, ...more };
}

function failsWith(code: string): (error: unknown) => boolean {
  return (error) => error instanceof SpawnError && error.code === code;
}

void describe("nodeSpawn", () => {
  void test("passes input, arguments and environment, and gives back output and exit code", async () => {
    const code =
      "process.stdin.on('data', d => { console.log(String(d), process.env.EXTRA, process.env.HOME); console.error('e'); process.exitCode = 3; })";
    const result = await nodeSpawn.run(script(code, { input: "näh\n", env: { EXTRA: "x", HOME: undefined } }));
    assert.deepEqual(result, { exitCode: 3, stdout: "näh\n x undefined\n", stderr: "e\n" });
  });

  void test("needs nobody to read the input", async () => {
    const { exitCode } = await nodeSpawn.run(script("process.exit(0)", { input: "x".repeat(1_000_000) }));
    assert.equal(exitCode, 0);
  });

  void test("tells which signal ended the program", { skip: isWindows }, async () => {
    assert.equal((await nodeSpawn.run(script("process.kill(process.pid, 'SIGKILL')"))).exitCode, 137);
  });

  void test("ends a program that takes too long, or prints too much", async () => {
    await assert.rejects(nodeSpawn.run(script("setTimeout(() => {}, 60000)", { timeoutMs: 50 })), failsWith("program-timed-out"));
    const endless = "for (;;) require('fs').writeSync(1, 'x'.repeat(10000))";
    await assert.rejects(nodeSpawn.run(script(endless)), failsWith("program-output-too-large"));
  });

  void test("does not wait for what a program leaves running", { skip: isWindows }, async () => {
    const code = `require("child_process").spawn(process.execPath, ["-e", "setTimeout(() => {}, 20000)"], { stdio: "inherit", detached: true }).unref();
      console.log("answer " + process.pid)`;
    const { exitCode, stdout } = await nodeSpawn.run(script(code));
    assert.equal(exitCode, 0);
    assert.match(stdout, /^answer \d+\n$/);
  });

  void test("ends what a program has started, too, where that is asked for", { skip: isWindows }, async (t) => {
    const directory = mkdtempSync(join(tmpdir(), "spawn-"));
    t.after(() => rmSync(directory, { recursive: true, force: true }));
    const file = join(directory, "pid");
    const code = `const child = require("child_process").spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"], { stdio: "inherit" });
      require("fs").writeFileSync(${JSON.stringify(file)}, String(child.pid)); setTimeout(() => {}, 60000)`;
    await assert.rejects(nodeSpawn.run(script(code, { isGroup: true, timeoutMs: 1000 })), failsWith("program-timed-out"));
    const child = Number(readFileSync(file, "utf8"));
    for (let tries = 0; tries < 50 && isAlive(child); tries++) await setTimeout(20);
    assert.equal(isAlive(child), false);
    assert.equal((await nodeSpawn.run(script("console.log(1)", { isGroup: true }))).stdout, "1\n");
  });

  void test("leaves an agent alone that a program of a group leaves behind", { skip: isWindows }, async () => {
    const code = `const agent = require("child_process").spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"], { stdio: "ignore" });
      agent.unref(); console.log(agent.pid)`;
    const agent = Number((await nodeSpawn.run(script(code, { isGroup: true }))).stdout);
    assert.equal(isAlive(agent), true);
    process.kill(agent, "SIGKILL");
  });

  void test("ends a program when the caller cancels", async () => {
    const controller = new AbortController();
    const running = nodeSpawn.run(script("setTimeout(() => {}, 60000)", { signal: controller.signal }));
    controller.abort();
    await assert.rejects(running, { name: "AbortError" });
    await assert.rejects(nodeSpawn.run(script("", { signal: AbortSignal.abort() })), { name: "AbortError" });
  });

  void test("finds programs on PATH only, and never through a path", async (t) => {
    const directory = mkdtempSync(join(tmpdir(), "spawn-"));
    t.after(() => rmSync(directory, { recursive: true, force: true }));
    const file = join(directory, isWindows ? "tool.exe" : "tool");
    writeFileSync(file, "");
    const env = { PATH: directory };
    chmodSync(file, 0o600);
    const unfound = isWindows ? ["../tool"] : ["tool", "../tool", `../${basename(directory)}/tool`];
    for (const program of unfound) await assert.rejects(nodeSpawn.run({ ...script(""), program, env }), failsWith("program-not-found"));
    assert.equal(await nodeSpawn.find("no-such-program-anywhere"), undefined);
    assert.equal(await nodeSpawn.find(process.execPath), process.execPath);
    assert.equal(await nodeSpawn.find(dirname(process.execPath)), undefined);
  });

  void test("knows which processes are alive", async () => {
    assert.equal(nodeSpawn.isRunning(nodeSpawn.self.pid), true);
    const { stdout } = await nodeSpawn.run(script("console.log(process.pid)"));
    assert.equal(nodeSpawn.isRunning(Number(stdout)), false);
  });
});
