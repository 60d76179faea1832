// Runs inside the extension host: VS Code calls run() because the start named this module as the extension's tests.
import { readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import Mocha from "mocha";
import type { Results } from "./results.ts";

const testTimeoutMs = 30_000;

/** The base reporter prints nothing while tests run: the host's output goes to a window that nobody sees. */
function collect(runner: Mocha.Runner): () => Results {
  const failures: Results["failures"][number][] = [];
  const skipped: string[] = [];
  const passed: string[] = [];
  runner.on("pass", (test) => passed.push(test.fullTitle()));
  runner.on("pending", (test) => skipped.push(test.fullTitle()));
  runner.on("fail", (test, error: Error) => failures.push({ title: test.fullTitle(), error: error.stack ?? error.message }));
  return () => ({ passed: passed.length, failures, skipped });
}

/** Loads every suite beside this bundle and runs it; rejects where a test failed, which makes the host exit with 1. */
export async function run(): Promise<void> {
  const resultsFile = process.env["TEST_RESULTS"];
  if (resultsFile === undefined) throw new Error("TEST_RESULTS does not name a file for the results.");
  const grep = process.env["TEST_GREP"];
  const mocha = new Mocha({ timeout: testTimeoutMs, reporter: Mocha.reporters.Base, ...(grep === undefined ? {} : { grep }) });
  for (const name of readdirSync(__dirname)) {
    if (name.endsWith(".test.cjs")) mocha.addFile(path.join(__dirname, name));
  }
  const failed = await new Promise<number>((resolve) => {
    const runner = mocha.run(() => undefined);
    const results = collect(runner);
    runner.on("end", () => {
      writeFileSync(resultsFile, JSON.stringify(results()));
      resolve(results().failures.length);
    });
  });
  if (failed > 0) throw new Error(`${failed} failed`);
}
