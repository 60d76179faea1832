import assert from "node:assert/strict";
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { test, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { temporaryDirectory } from "../support/peers/program.ts";

const writer = fileURLToPath(new URL("credentialsWriter.ts", import.meta.url));

type Writer = ChildProcessByStdio<null, Readable, Readable>;

function startWriter(path: string, prefix: string, from: number, to: number): Writer {
  return spawn(process.execPath, [writer, path, prefix, String(from), String(to)], { stdio: ["ignore", "pipe", "pipe"] });
}

function configIn(t: TestContext): string {
  const directory = temporaryDirectory("credentials");
  t.after(() => directory.remove());
  return join(directory.path, "config.json");
}

/** The registries of a file, which must parse. */
function hostsIn(path: string): ReadonlySet<string> {
  const { auths, kept } = JSON.parse(readFileSync(path, "utf8")) as { readonly auths: Record<string, object>; readonly kept: number };
  assert.equal(kept, 1);
  return new Set(Object.keys(auths));
}

async function printedBy(child: Writer): Promise<string> {
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  await once(child, "close");
  return Buffer.concat(chunks).toString("utf8");
}

void test(
  "500 logins by processes that are killed at random moments: the file always parses and holds every completed one",
  { timeout: 300_000 },
  async (t) => {
    const path = configIn(t);
    writeFileSync(path, '{"auths":{"old.example":{"auth":"dTpw"}},"kept":1}');
    const completed = new Set(["old.example"]);
    let kills = 0;
    for (let next = 1; next <= 500;) {
      const child = startWriter(path, "crash", next, 500);
      // Counted from its first login, so that the time goes into writing and not into starting.
      child.stdout.once("data", () => {
        setTimeout(() => (kills += Number(child.kill("SIGKILL"))), Math.random() * 80);
      });
      const numbers = (await printedBy(child)).split("\n").filter((line) => line !== "");
      for (const number of numbers) completed.add(`crash-${number}.example:5000`);
      next = Number(numbers.at(-1) ?? next - 1) + 1;
      const found = hostsIn(path);
      assert.deepEqual(
        [...completed].filter((host) => !found.has(host)),
        [],
        `after ${kills} kills`,
      );
    }
    assert.ok(kills >= 10, `only ${kills} kills`);
    // The last process may have been killed too; what it left behind goes with the next write.
    assert.equal(await exitCodeOf(startWriter(path, "last", 1, 1)), 0);
    assert.deepEqual(readdirSync(join(path, "..")), ["config.json"]);
    t.diagnostic(`${kills} kills`);
  },
);

async function exitCodeOf(child: Writer): Promise<number> {
  child.stdout.resume();
  child.stderr.pipe(process.stderr);
  const [code] = (await once(child, "close")) as [number];
  return code;
}

void test("8 processes with 50 logins each: 400 entries, and nothing left behind", { timeout: 300_000 }, async (t) => {
  const path = configIn(t);
  writeFileSync(path, '{"auths":{},"kept":1}');
  const exitCodes = await Promise.all(Array.from({ length: 8 }, (_, index) => exitCodeOf(startWriter(path, `process-${index}`, 1, 50))));
  assert.deepEqual(exitCodes, Array<number>(8).fill(0));
  assert.equal(hostsIn(path).size, 400);
  assert.deepEqual(readdirSync(join(path, "..")), ["config.json"]);
});
