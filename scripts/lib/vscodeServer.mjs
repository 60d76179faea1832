// A real VS Code where none can be downloaded: the npm package code-server carries the server and the workbench of one
// VS Code version. This installs a pinned one below .vscode-test without compiling anything, and starts and stops it.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  closeSync,
  createReadStream,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { setTimeout as delay } from "node:timers/promises";
import { withLock } from "./lock.mjs";
import { endEvenIfKilled, endWithThisProcess, run, stopGroup, UserError, which } from "./processes.mjs";
import { npmCommand, root, withPatience } from "./setup.mjs";

/**
 * The VS Code versions that the tests run on: the oldest that package.json's `engines` admits and the newest. The
 * integrity is the one that the registry publishes for that version; the package's own shrinkwrap pins the rest.
 */
export const hosts = {
  "1.139": {
    version: "4.139.1",
    integrity: "sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==",
    size: "about 170 MB to download, 570 MB on disk",
  },
  "1.112": {
    version: "4.112.0",
    integrity: "sha512-syY0Jyggi+Cz3fvdS8fLz0hvx5HeN05qJPqlM7QTNCbHGCMgQcH9tdS7LytaMwS5sbsRiXfRZF9XZWSXtzma4Q==",
    size: "about 90 MB to download, 350 MB on disk",
  },
};

/** @typedef {keyof typeof hosts} Host */

const store = path.join(root, ".vscode-test");
const readyTimeoutMs = 60_000;

/** @param {Host} host @returns {string} where that host is, or will be, installed */
export function serverFolder(host) {
  return path.join(store, `server-${host}`);
}

/** @param {string} file @param {string} integrity in the registry's form, `sha512-` and base64 */
async function checkIntegrity(file, integrity) {
  const hash = createHash("sha512");
  await pipeline(createReadStream(file), hash);
  const actual = `sha512-${hash.digest("base64")}`;
  if (actual !== integrity)
    throw new UserError(`${path.basename(file)} is not the package that this project pins: expected ${integrity}, got ${actual}.`);
}

/** @param {string} what @param {string} command @param {readonly string[]} args @param {import("./processes.mjs").RunOptions} options */
async function step(what, command, args, options) {
  const { code, output } = await withPatience(run(command, args, { ...options, quiet: true, endAtOnce: true }));
  if (code !== 0)
    throw new UserError(
      `${output.trimEnd()}\n${what} failed (exit code ${code}); its output is above. Without a network, run it once where there is one, or give --desktop.`,
    );
}

/**
 * VS Code's own native modules would have to be compiled. It does without most of them; these two have a stand-in with
 * the same interface: the log writer (it appends synchronously, so nothing is lost when a test ends the server), and the
 * watchdog that ends the extension host when the server is gone.
 */
const nativeModules = {
  "@vscode/spdlog": `const fs = require("node:fs");
const path = require("node:path");
const names = ["trace", "debug", "info", "warning", "error", "critical", "off"];
class Logger {
  constructor(type, name, file) { this.file = file; this.level = 2; this.raw = false; }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() { this.raw = false; }
  clearFormatters() { this.raw = true; }
  flush() {}
  drop() {}
  write(level, message) {
    if (level < this.level) return;
    const time = new Date().toISOString().replace("T", " ").replace("Z", "");
    try { fs.appendFileSync(this.file, this.raw ? message : time + " [" + names[level] + "] " + message + "\\n"); } catch {}
  }
}
["trace", "debug", "info", "warn", "error", "critical"].forEach((name, level) => {
  Logger.prototype[name] = function (message) { this.write(level, message); };
});
async function createLogger(name, file) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  return new Logger("rotating", name, file);
}
exports.Logger = Logger;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
`,
  "@vscode/native-watchdog": `exports.start = (parent) => {
  setInterval(() => { try { process.kill(parent, 0); } catch { process.exit(87); } }, 1000).unref();
};
`,
};

/** @param {Host} host @param {string} folder an empty folder that becomes the server's @param {string} scratch */
async function unpackServer(host, folder, scratch) {
  const { version, integrity } = hosts[host];
  const [npm, npmArgs, shell] = npmCommand();
  await step(
    "npm pack",
    npm,
    [...npmArgs, "pack", `code-server@${version}`, "--ignore-scripts", "--silent", "--pack-destination", scratch],
    { cwd: scratch, shell },
  );
  const tarball = path.join(scratch, `code-server-${version}.tgz`);
  await checkIntegrity(tarball, integrity);
  await step("tar", "tar", ["-xzf", tarball, "-C", folder, "--strip-components=3", "package/lib/vscode"], { cwd: scratch });
  // The shrinkwrap leaves out one peer dependency, which npm ci would take for a lockfile out of step.
  const install = ["ci", "--omit=dev", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund"];
  await step("npm ci for the VS Code server", npm, [...npmArgs, ...install], { cwd: folder, shell });
  for (const [name, source] of Object.entries(nativeModules)) writeFileSync(path.join(folder, "node_modules", name, "index.js"), source);
}

/** Version 1.112 gets ripgrep by an install script that downloads; the machine's own serves as well. @param {string} folder */
function linkRipgrep(folder) {
  const rg = path.join(folder, "node_modules/@vscode/ripgrep/bin/rg");
  const own = which("rg");
  if (own === undefined || !existsSync(path.dirname(path.dirname(rg))) || existsSync(rg)) return;
  mkdirSync(path.dirname(rg), { recursive: true });
  link(own, rg);
}

/** Another process may make the same link at this moment. @param {string} target @param {string} file */
function link(target, file) {
  try {
    symlinkSync(target, file);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
  }
}

/**
 * Installs a VS Code server once; later calls, also from several processes at a time, find it there.
 * @param {Host} host
 * @returns {Promise<string>} its folder
 */
export async function installServer(host) {
  const { version, integrity, size } = hosts[host];
  const folder = serverFolder(host);
  const stampFile = path.join(folder, ".stamp");
  const stamp = `${version} ${integrity} ${createHash("sha256").update(JSON.stringify(nativeModules)).digest("hex")}\n`;
  const isReady = () => existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp;
  if (!isReady()) {
    await withLock(`${folder}.lock`, `installs VS Code ${host}`, async () => {
      if (isReady()) return;
      console.log(`Installing the server of VS Code ${host} from npm (${size}; 10 to 60 seconds) …`);
      const scratch = `${folder}.new`;
      rmSync(scratch, { recursive: true, force: true });
      mkdirSync(path.join(scratch, "server"), { recursive: true });
      try {
        await unpackServer(host, path.join(scratch, "server"), scratch);
        writeFileSync(path.join(scratch, "server/.stamp"), stamp);
        rmSync(folder, { recursive: true, force: true });
        renameSync(path.join(scratch, "server"), folder);
      } finally {
        rmSync(scratch, { recursive: true, force: true });
      }
    });
  }
  linkRipgrep(folder);
  return folder;
}

/**
 * @param {string} folder the server's @param {readonly string[]} names of built-in extensions, as their folders are called
 * @returns {string} a folder of links to those that this version has
 */
function linkBuiltIns(folder, names) {
  const digest = createHash("sha256").update(names.join()).digest("hex").slice(0, 8);
  const target = path.join(folder, `extensions-${digest}`);
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(path.join(folder, "extensions"))) {
    if (names.includes(name)) link(path.join(folder, "extensions", name), path.join(target, name));
  }
  return target;
}

/**
 * Makes a folder an installed extension. (The server's own way, an extension in development that the page's address
 * names, needs the test driver.)
 * @param {string} dataDir @param {string} extension
 */
function linkExtension(dataDir, extension) {
  const { publisher, name, version } = JSON.parse(readFileSync(path.join(extension, "package.json"), "utf8"));
  const folder = path.join(dataDir, "extensions");
  mkdirSync(folder, { recursive: true });
  symlinkSync(extension, path.join(folder, `${publisher}.${name}-${version}`));
}

/** The environment of this process without what its own runner (npm, node --test, VS Code's terminal) put there. */
export function cleanEnvironment() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_TEST_|NODE_OPTIONS$|VSCODE_|ELECTRON_)/.test(name)),
  );
}

/** The longest folder that leaves room for the name of a socket: a path of a socket has at most 107 bytes. */
const maxSocketFolder = 107 - "/vscode-ipc-00000000-0000-0000-0000-000000000000.sock".length;

/**
 * VS Code leaves its sockets in XDG_RUNTIME_DIR, or in the temporary folder, when it is told to end.
 * @param {string} dataDir @returns {NodeJS.ProcessEnv} what makes it leave them in its data folder
 */
function runtimeFolder(dataDir) {
  const folder = path.join(dataDir, "run");
  if (process.platform !== "linux" || Buffer.byteLength(folder) > maxSocketFolder) return {};
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return { XDG_RUNTIME_DIR: folder };
}

/**
 * @typedef {object} ServerOptions
 * @property {Host} host
 * @property {string} dataDir holds settings, installed extensions and logs; the caller makes and removes it
 * @property {number} [port] 0 or nothing: a free one
 * @property {string} [tokenFile] file with the connection token; nothing: no token, for tests alone
 * @property {string} [extension] folder of an extension that the server shall have; a change to it counts at the next reload
 * @property {boolean} [testDriver] true: a page may name tests to run in the extension host
 * @property {boolean} [workspaceTrust] true: VS Code asks before it trusts a workspace; else every workspace is trusted
 * @property {readonly string[]} [builtIns] which of the built-in extensions it has; nothing: all
 * @property {NodeJS.ProcessEnv} [env] added to this process's environment
 *
 * @typedef {object} Server
 * @property {string} origin `http://127.0.0.1:PORT`
 * @property {string} logFile what the server printed
 * @property {Promise<number>} exited its exit code, once it ended
 * @property {(graceMs?: number) => Promise<void>} stop ends the server and everything that it started; by force after `graceMs` (5 s)
 */

/** @param {string} logFile @param {() => boolean} hasExited @returns {Promise<number>} the port, once the server listens */
async function waitForPort(logFile, hasExited) {
  const deadline = Date.now() + readyTimeoutMs;
  for (;;) {
    const log = readFileSync(logFile, "utf8");
    const port = /Extension host agent listening on (\d+)/.exec(log)?.[1];
    if (port !== undefined) return Number(port);
    if (/EADDRINUSE/.test(log))
      throw new UserError("The port is taken by another program. Give another one with --port, or none to get a free one.");
    if (hasExited()) throw new UserError(`The VS Code server did not start:\n${log}`);
    if (Date.now() > deadline) throw new UserError(`The VS Code server was not ready after ${readyTimeoutMs / 1000} s; see ${logFile}.`);
    await delay(50);
  }
}

/** @param {ServerOptions} options @returns {Promise<Server>} when it accepts connections */
export async function startServer({
  host,
  dataDir,
  port = 0,
  tokenFile,
  extension,
  testDriver = false,
  workspaceTrust = false,
  builtIns,
  env = {},
}) {
  const folder = await installServer(host);
  mkdirSync(dataDir, { recursive: true });
  if (extension !== undefined) linkExtension(dataDir, extension);
  const logFile = path.join(dataDir, "server.log");
  const args = [
    path.join(folder, "out/server-main.js"),
    "--host=127.0.0.1",
    `--port=${port}`,
    ...(tokenFile === undefined ? ["--without-connection-token"] : [`--connection-token-file=${tokenFile}`]),
    "--accept-server-license-terms",
    // Without it the workbench ignores the tests that the page's address names; with it, it shows no notifications.
    ...(testDriver ? ["--enable-smoke-test-driver"] : []),
    "--telemetry-level=off",
    `--server-data-dir=${dataDir}`,
    ...(workspaceTrust ? [] : ["--disable-workspace-trust"]),
    ...(builtIns === undefined ? [] : [`--builtin-extensions-dir=${linkBuiltIns(folder, builtIns)}`]),
  ];
  const log = openSync(logFile, "w");
  const child = spawn(process.execPath, args, {
    detached: true,
    stdio: ["ignore", log, log],
    env: { ...cleanEnvironment(), ...runtimeFolder(dataDir), ...env },
  });
  endWithThisProcess(child);
  endEvenIfKilled(child);
  closeSync(log);
  /** @type {Promise<number>} */
  const exited = new Promise((resolve) => {
    child.on("error", () => resolve(127));
    child.on("exit", (code) => resolve(code ?? 128));
  });
  /** @param {number} [graceMs] */
  const stop = (graceMs) => stopGroup(child, graceMs);
  try {
    const actualPort = await waitForPort(logFile, () => child.exitCode !== null || child.signalCode !== null);
    return { origin: `http://127.0.0.1:${actualPort}`, logFile, exited, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @param {{ host: Host, dataDir: string, vsix: string }} options installs a packaged extension into a server's data folder */
export async function installExtension({ host, dataDir, vsix }) {
  const folder = await installServer(host);
  const args = [
    path.join(folder, "out/server-main.js"),
    "--accept-server-license-terms",
    `--server-data-dir=${dataDir}`,
    `--install-extension=${vsix}`,
  ];
  const { code, output } = await run(process.execPath, args, { quiet: true, env: cleanEnvironment() });
  if (code !== 0 || !/successfully installed/.test(output))
    throw new UserError(`${output}\nVS Code ${host} could not install ${vsix}; its output is above.`);
}

/**
 * @param {string} origin the server's
 * @param {{ folder: string, token?: string | undefined, tests?: { extension: string, module: string } | undefined }} options
 *   absolute paths: the workspace folder; an extension in development and the module beside it that exports `run()`
 * @returns {string} the address of the workbench
 */
export function workbenchUrl(origin, { folder, token, tests }) {
  const query = new URLSearchParams();
  if (token !== undefined) query.set("tkn", token);
  query.set("folder", folder);
  if (tests !== undefined) {
    const remote = (/** @type {string} */ file) => `vscode-remote://${new URL(origin).host}${file}`;
    query.set(
      "payload",
      JSON.stringify([
        ["extensionDevelopmentPath", remote(tests.extension)],
        ["extensionTestsPath", remote(tests.module)],
      ]),
    );
  }
  return `${origin}/?${query.toString()}`;
}
