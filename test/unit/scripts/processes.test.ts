import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
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
