// Child processes, and the clean-up that must run however a script ends.
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const parentPollMs = 500;

/** A failure that a person can act on: scripts print its message alone, without a stack. */
export class UserError extends Error {}

/** @param {string} program @returns {string | undefined} its path on PATH (on Windows with a suffix of PATHEXT) */
export function which(program) {
  const suffixes = process.platform === "win32" ? (process.env["PATHEXT"] ?? ".EXE;.CMD").split(";") : [""];
  return (process.env["PATH"] ?? "")
    .split(path.delimiter)
    .filter((folder) => folder !== "")
    .flatMap((folder) => suffixes.map((suffix) => path.join(folder, program + suffix)))
    .find((candidate) => existsSync(candidate));
}

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [quiet] collect the output instead of showing it
 * @property {boolean} [shell]
 * @property {boolean} [endAtOnce] for npm, which answers SIGTERM only once its downloads have ended: it is killed, however this process ends
 *
 * @typedef {object} RunResult
 * @property {number} code the exit code; 127 where the program could not be started, 128 where a signal ended it
 * @property {string} output what it printed (both streams in the order of arrival); empty unless `quiet`
 */

/**
 * Runs a program to its end. Never rejects: a program that cannot start is a result too. It leads a process group, which
 * gets SIGTERM when this process exits before it, unless `endAtOnce` says otherwise.
 * @param {string} command @param {readonly string[]} args @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(command, args, { cwd, env = process.env, quiet = false, shell = false, endAtOnce = false } = {}) {
  return new Promise((resolve) => {
    const output = quiet ? "pipe" : "inherit";
    const child = spawn(command, [...args], { cwd, env, shell, stdio: ["ignore", output, output], detached: process.platform !== "win32" });
    endWithThisProcess(child, endAtOnce ? "SIGKILL" : "SIGTERM");
    if (endAtOnce) endEvenIfKilled(child);
    let printed = "";
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", (text) => (printed += text));
    child.on("error", (error) => resolve({ code: 127, output: `${printed}${error.message}\n` }));
    child.on("close", (code) => resolve({ code: code ?? 128, output: printed }));
  });
}

/** @param {number} pid @returns {boolean} whether a member of the process group that `pid` leads still runs */
function groupRuns(pid) {
  try {
    process.kill(-pid, 0);
  } catch {
    return false;
  }
  // One that has ended belongs to the group until it is collected, which takes the first process of some containers a second or two.
  return process.platform !== "linux" || readdirSync("/proc").some((name) => /^\d+$/.test(name) && runsIn(name, pid));
}

/** @param {string} name a process's folder in /proc @param {number} group @returns {boolean} whether it is of that group, and has not ended */
function runsIn(name, group) {
  try {
    // After the name of its program, which may hold anything: its state, its parent and its group.
    const [state, , its] = readFileSync(`/proc/${name}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return Number(its) === group && state !== "Z";
  } catch {
    return false;
  }
}

/**
 * Takes a child that was spawned with `detached: true`, and everything it started, along when this process exits.
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.Signals} [signal]
 */
export function endWithThisProcess(child, signal = "SIGKILL") {
  const end = () => {
    try {
      if (child.pid !== undefined) process.kill(process.platform === "win32" ? child.pid : -child.pid, signal);
    } catch {
      // It is gone already.
    }
  };
  // Before folders are removed that the child writes to.
  process.prependOnceListener("exit", end);
  child.once("exit", () => process.off("exit", end));
}

/**
 * The same where this process is killed, and has no time for anything: a shell waits for the end of a pipe, which is the end of this process.
 * Not on Windows.
 * @param {import("node:child_process").ChildProcess} child spawned with `detached: true`
 */
export function endEvenIfKilled(child) {
  const guard = child.pid === undefined ? undefined : whenKilled('kill -s KILL -- "-$0"', String(child.pid));
  child.once("exit", () => guard?.kill());
}

/** @param {string} folder goes where this process is killed */
export function removeEvenIfKilled(folder) {
  // What writes there may be ending at the same time.
  whenKilled('sleep 1; rm -rf -- "$0"', folder);
}

/** @param {string} script of a shell @param {string} argument its $0 */
function whenKilled(script, argument) {
  if (process.platform === "win32") return undefined;
  const guard = spawn("sh", ["-c", `read -r _; ${script}`, argument], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  guard.on("error", () => undefined);
  guard.unref();
  /** @type {import("node:net").Socket} */ (guard.stdin).unref();
  return guard;
}

/**
 * Ends a child that was spawned with `detached: true`, and everything it started: SIGTERM, then SIGKILL after `graceMs`.
 * @param {import("node:child_process").ChildProcess} child
 * @param {number} [graceMs]
 */
export async function stopGroup(child, graceMs = 5000) {
  const { pid } = child;
  if (pid === undefined) return;
  if (process.platform === "win32") {
    await run("taskkill", ["/pid", String(pid), "/t", "/f"], { quiet: true });
    return;
  }
  const deadline = Date.now() + graceMs;
  for (let signal = "SIGTERM"; groupRuns(pid); signal = Date.now() < deadline ? "" : "SIGKILL") {
    if (signal !== "") {
      try {
        process.kill(-pid, signal);
      } catch {
        return;
      }
    }
    await delay(50);
  }
}

/**
 * npm gives a signal to the shell that it started, and that shell dies of it alone. So what npm started ends itself when
 * its parent has changed.
 */
export function watchParent() {
  const parent = process.ppid;
  if (process.env["npm_lifecycle_event"] === undefined) return;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, "SIGTERM");
  }, parentPollMs).unref();
}

/** @type {Set<CleanUp>} */
const open = new Set();

/** What a shell says of a program that the signal ended. @type {Partial<Record<NodeJS.Signals, number>>} */
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/**
 * For as long as `work` lasts, a signal ends this process in order, and what `run` started with it. Without a listener it would end before it
 * could do that.
 * @template T @param {() => Promise<T>} work @returns {Promise<T>}
 */
export async function endInOrderDuring(work) {
  /** @param {NodeJS.Signals} signal */
  const end = (signal) => process.exit(exitCodes[signal]);
  const signals = Object.keys(exitCodes);
  for (const signal of signals) process.on(signal, end);
  watchParent();
  try {
    return await work();
  } finally {
    for (const signal of signals) process.off(signal, end);
  }
}

/** @param {NodeJS.Signals} signal */
function endOnSignal(signal) {
  // Whoever read the output may be gone already; that must not end the clean-up.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  void Promise.all([...open].map((cleanUp) => cleanUp.run())).then(() => process.exit(exitCodes[signal]));
}

/** For the life of the process: a second signal must not find the default action, which runs no clean-up. */
function handleSignals() {
  if (process.listeners("SIGTERM").includes(endOnSignal)) return;
  for (const signal of Object.keys(exitCodes)) process.on(signal, endOnSignal);
  watchParent();
}

/**
 * What a script has to undo, newest first. Ctrl+C, SIGTERM and SIGHUP run it too, and then end the process with the
 * shell's code for that signal.
 */
export class CleanUp {
  /** @type {(() => unknown)[]} */
  #steps = [];
  /** @type {Promise<void> | undefined} */
  #running;

  constructor() {
    handleSignals();
    open.add(this);
  }

  /** Whether it has begun; in a script's main, that a signal ends the script. */
  get hasBegun() {
    return this.#running !== undefined;
  }

  /** @param {() => unknown} step may return a promise */
  add(step) {
    this.#steps.push(step);
  }

  /** Runs every step once; a failing step is reported and does not stop the others. @returns {Promise<void>} */
  run() {
    this.#running ??= this.#runAll().finally(() => open.delete(this));
    return this.#running;
  }

  async #runAll() {
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      try {
        await step();
      } catch (error) {
        console.error(`clean-up: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
}

/**
 * A script's main: prints a UserError as one line and anything else with its stack, cleans up, sets the exit code.
 * @param {(cleanUp: CleanUp) => Promise<number | void>} main returns the exit code; nothing means 0
 */
export async function runMain(main) {
  const cleanUp = new CleanUp();
  let code = 1;
  try {
    code = (await main(cleanUp)) ?? 0;
  } catch (error) {
    if (!cleanUp.hasBegun) console.error(error instanceof UserError ? error.message : error);
  }
  // After a signal, the script's end belongs to the handler of that signal.
  if (cleanUp.hasBegun) return;
  await cleanUp.run();
  process.exit(code);
}
