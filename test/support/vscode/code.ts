#!/usr/bin/env node
// Stands in for the desktop's executable where VS Code cannot be downloaded: takes the arguments that
// @vscode/test-electron gives it, runs the suite in the VS Code server and a Chromium without a window, and exits with
// the suite's code. The environment variable VSCODE_TEST_HOST names the version; the console of the workbench goes to
// workbench.log in the user data folder.
import { appendFileSync } from "node:fs";
import path from "node:path";
import { runMain, type CleanUp } from "../../../scripts/lib/processes.mjs";
import { startServer, workbenchUrl } from "../../../scripts/lib/vscodeServer.mjs";
import { openChromium } from "./chromium.ts";
import { version } from "./versions.ts";

const startTimeoutMs = 60_000;
const suitesTimeoutMs = 15 * 60_000;

function argument(name: string): string {
  const prefix = `--${name}=`;
  const found = process.argv.find((each) => each.startsWith(prefix));
  if (found === undefined) throw new Error(`${path.basename(import.meta.filename)} needs ${prefix}…`);
  return found.slice(prefix.length);
}

async function runSuite(cleanUp: CleanUp): Promise<number> {
  const folder = process.argv.slice(2).find((each) => !each.startsWith("-"));
  const workspaceTrust = !process.argv.includes("--disable-workspace-trust");
  const server = await startServer({ host: version, dataDir: argument("user-data-dir"), testDriver: true, workspaceTrust });
  cleanUp.add(() => server.stop());
  const chromium = await openChromium({ profile: path.join(argument("user-data-dir"), "chromium") });
  cleanUp.add(() => chromium.close());
  const page = await chromium.newPage();
  const log = path.join(argument("user-data-dir"), "workbench.log");
  page.on("console", (message) => appendFileSync(log, `${message.text()}\n`));
  const { promise: ended, resolve, reject } = Promise.withResolvers<number>();
  await page.exposeFunction("codeAutomationExit", resolve);
  page.on("crash", () => reject(new Error("The page of the workbench crashed.")));
  void server.exited.then((code) => reject(new Error(`The VS Code server ended with code ${code}; see ${server.logFile}.`)));
  const url = workbenchUrl(server.origin, {
    folder: folder ?? "",
    tests: { extension: argument("extensionDevelopmentPath"), module: argument("extensionTestsPath") },
  });
  await page.goto(url, { timeout: startTimeoutMs });
  setTimeout(() => reject(new Error(`The suites had not ended after ${suitesTimeoutMs / 60_000} minutes.`)), suitesTimeoutMs);
  return ended;
}

await runMain(runSuite);
