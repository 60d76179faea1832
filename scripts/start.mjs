// Starts the extension from a fresh clone with two demo registries, in a VS Code that knows nothing of the person's own.
import { setUp } from "./lib/setup.mjs";

await setUp();
const { randomBytes } = await import("node:crypto");
const { spawn } = await import("node:child_process");
const { writeFileSync } = await import("node:fs");
const { default: path } = await import("node:path");
const { parseArgs } = await import("node:util");
const { run, runMain, endEvenIfKilled, endWithThisProcess, stopGroup, UserError, which } = await import("./lib/processes.mjs");
const { root } = await import("./lib/setup.mjs");
const { downloadDesktop, findDesktop, whyNoWindow } = await import("./lib/desktop.mjs");
const { startDemo } = await import("./lib/demo.mjs");
const { cleanEnvironment, startServer, workbenchUrl } = await import("./lib/vscodeServer.mjs");
const { writeDesktopSettings, writeServerSettings } = await import("../test/support/vscode/userSettings.ts");

/** @typedef {import("./lib/demo.mjs").Demo} Demo */
/** @typedef {import("./lib/processes.mjs").CleanUp} CleanUp */

const usage = "npm start -- [--no-open | --browser | --desktop] [--port=N]";

function readArguments() {
  /** @type {import("node:util").ParseArgsConfig["options"]} */
  const options = {
    "no-open": { type: "boolean" },
    browser: { type: "boolean" },
    desktop: { type: "boolean" },
    port: { type: "string", default: "0" },
  };
  try {
    const { values } = parseArgs({ options });
    const port = Number(values["port"]);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error("--port needs a number from 0 (any free port) to 65535");
    if (values["desktop"] === true && (values["browser"] === true || values["no-open"] === true))
      throw new Error("--desktop excludes --browser and --no-open");
    return {
      noOpen: values["no-open"] === true,
      browser: values["browser"] === true || values["no-open"] === true,
      desktop: values["desktop"] === true,
      port,
    };
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : String(error)}\nUsage: ${usage}`);
  }
}

async function build() {
  console.log("Building the extension …");
  const { code, output } = await run(process.execPath, ["esbuild.mjs"], { cwd: root, quiet: true });
  if (code !== 0) throw new UserError(`${output.trimEnd()}\nThe build failed; its output is above.`);
}

/** @param {boolean} wanted by the person @returns {Promise<{ command: string, what: string } | undefined>} undefined: the browser it is */
async function chooseDesktop(wanted) {
  const obstacle = whyNoWindow();
  if (obstacle !== undefined) {
    if (wanted) throw new UserError(`No window can be opened: ${obstacle}. Give --browser instead.`);
    console.log(`Using the browser: ${obstacle}.`);
    return undefined;
  }
  const installed = await findDesktop();
  if (installed !== undefined) return installed;
  try {
    return await downloadDesktop();
  } catch (error) {
    if (wanted || process.platform !== "linux") throw error;
    console.log(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

/** @param {Demo} demo @param {{ command: string, what: string }} desktop @param {CleanUp} cleanUp @returns {Promise<number>} */
function runDesktop(demo, { command, what }, cleanUp) {
  const userData = path.join(demo.folder, "user-data");
  writeDesktopSettings(userData, demo.settings);
  const args = [
    "--new-window",
    "--wait",
    "--disable-workspace-trust",
    `--user-data-dir=${userData}`,
    `--extensions-dir=${path.join(demo.folder, "extensions")}`,
    `--extensionDevelopmentPath=${root}`,
    // Chromium's sandbox refuses to run as root.
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    demo.workspace,
  ];
  console.log(`Opening ${what}. Closing its window, or Ctrl+C here, ends the demo.`);
  const child = spawn(command, args, {
    detached: process.platform !== "win32",
    shell: process.platform === "win32",
    stdio: "ignore",
    env: { ...cleanEnvironment(), ...demo.environment },
  });
  endWithThisProcess(child);
  endEvenIfKilled(child);
  cleanUp.add(() => stopGroup(child));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

/** @param {string} url @returns {Promise<boolean>} whether a browser was started */
async function openBrowser(url) {
  const [command, ...args] = { darwin: ["open"], win32: ["cmd", "/c", "start", ""] }[/** @type {string} */ (process.platform)] ?? [
    "xdg-open",
  ];
  if (command === undefined || which(command) === undefined || whyNoWindow() !== undefined) return false;
  return (await run(command, [...args, url], { quiet: true })).code === 0;
}

/** @param {Demo} demo @param {{ port: number, noOpen: boolean }} options @param {CleanUp} cleanUp @returns {Promise<number>} */
async function runServer(demo, { port, noOpen }, cleanUp) {
  if (process.platform === "win32")
    throw new UserError("The VS Code server from npm does not run on Windows. Install VS Code and run npm start again.");
  const dataDir = path.join(demo.folder, "server");
  const token = randomBytes(24).toString("hex");
  const tokenFile = path.join(demo.folder, "connection-token");
  writeFileSync(tokenFile, token, { mode: 0o600 });
  writeServerSettings(dataDir, demo.settings);
  const server = await startServer({ host: "1.139", dataDir, port, tokenFile, extension: root, env: demo.environment });
  cleanUp.add(() => server.stop());
  const url = workbenchUrl(server.origin, { folder: demo.workspace, token });
  console.log(`\nVS Code in the browser:  ${url}\n`);
  if (!noOpen && !(await openBrowser(url))) console.log("No browser could be started: open the address yourself.");
  console.log("Ctrl+C ends the demo and removes what it made.");
  const code = await server.exited;
  if (!cleanUp.hasBegun) console.error(`The VS Code server ended with code ${code}.`);
  return 1;
}

await runMain(async (cleanUp) => {
  const { noOpen, browser, desktop, port } = readArguments();
  const chosen = browser ? undefined : await chooseDesktop(desktop);
  await build();
  const demo = await startDemo(cleanUp);
  console.log(`Demo registries:  ${demo.open.host}  without login`);
  console.log(`                  ${demo.closed.host}  user ${demo.closed.username}, password ${demo.closed.password}`);
  return chosen === undefined ? runServer(demo, { port, noOpen }, cleanUp) : runDesktop(demo, chosen, cleanUp);
});
