import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { makeTemporaryFolder } from "../../../scripts/lib/temporaryFolder.mjs";
import { eventually } from "../../support/workbench/eventually.ts";

const processes = path.join(import.meta.dirname, "../../../scripts/lib/processes.mjs");

/** Starts a child that would go on for ever, says its number, and does nothing more. */
const parent = `
import { spawn } from "node:child_process";
const { endEvenIfKilled, removeEvenIfKilled } = await import(process.argv[1]);
const child = spawn("sleep", ["1000000"], { detached: true, stdio: "ignore" });
endEvenIfKilled(child);
removeEvenIfKilled(process.argv[2]);
console.log(child.pid);
setInterval(() => {}, 1000);
`;

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test(
  "a script that is killed takes along what it started, and its folder",
  { skip: process.platform === "win32" && "no shell" },
  async () => {
    const { folder, remove } = makeTemporaryFolder("container-registries-test-");
    const child = spawn(process.execPath, ["--input-type=module", "-e", parent, processes, folder], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(createInterface(child.stdout), "line")) as [string];
    const pid = Number(line);
    assert.ok(runs(pid) && existsSync(folder));
    child.kill("SIGKILL");
    await eventually(
      () => Promise.resolve(runs(pid)),
      (running) => !running,
      "the end of the child",
    );
    await eventually(
      () => Promise.resolve(existsSync(folder)),
      (exists) => !exists,
      "the folder to go",
    );
    remove();
  },
);

/** Runs a program that does not mind SIGTERM, as npm does not while it downloads, and that writes its number into a file. */
const installer = `
const { endInOrderDuring, run } = await import(process.argv[1]);
const stubborn = 'trap "" TERM; echo $$ >"$0.new"; mv "$0.new" "$0"; while :; do sleep 1; done';
await endInOrderDuring(() => run("sh", ["-c", stubborn, process.argv[2]], { quiet: true, endAtOnce: true }));
`;

for (const [signal, ends] of [
  ["SIGINT", [130, null]],
  ["SIGKILL", [null, "SIGKILL"]],
] as const) {
  test(
    `npm goes with the script that installs, which ${signal} ends, though it would go on`,
    { skip: process.platform === "win32" && "no shell" },
    async () => {
      const { folder, remove } = makeTemporaryFolder("container-registries-test-");
      const file = path.join(folder, "pid");
      const child = spawn(process.execPath, ["--input-type=module", "-e", installer, processes, file], { stdio: "inherit" });
      const end = once(child, "exit");
      await eventually(() => Promise.resolve(existsSync(file)), Boolean, "the program to run");
      const pid = Number(readFileSync(file, "utf8"));
      assert.ok(runs(pid));
      child.kill(signal);
      assert.deepEqual(await end, ends);
      await eventually(
        () => Promise.resolve(runs(pid)),
        (running) => !running,
        "the end of the program",
      );
      remove();
    },
  );
}
