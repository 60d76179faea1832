import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { constants as osConstants, hostname } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";
import { systemErrorCode } from "../core/errors.ts";
import { type Spawn, SpawnError, type SpawnErrorCode, type SpawnRequest, type SpawnResult } from "../core/spawn.ts";
import { batchCommand, isBatch } from "./windowsBatch.ts";

const windows = process.platform === "win32";

/** An ended program's output is there at once; so long it is waited for on a machine that is busy. */
const releaseMs = 2000;

export const nodeSpawn: Spawn = {
  run,
  find: (program) => find(program, process.env),
  self: { pid: process.pid, hostName: hostname() },
  isRunning,
};

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemErrorCode(error) !== "ESRCH";
  }
}

async function run(request: SpawnRequest): Promise<SpawnResult> {
  request.signal?.throwIfAborted();
  const env = { ...process.env, ...request.env };
  // Looked up here, and started by its absolute path: Windows would otherwise look into the current directory first.
  const path = await find(request.program, env);
  if (path === undefined) throw failure("program-not-found", request);
  request.signal?.throwIfAborted();
  return await execute(path, request, env);
}

function execute(path: string, request: SpawnRequest, env: NodeJS.ProcessEnv): Promise<SpawnResult> {
  return new Promise((resolve, reject) => {
    const isGroup = request.isGroup === true && !windows;
    const command = commandOf(path, request, env);
    if (command === undefined) return reject(failure("program-failed-to-start", request));
    const { file, args, ...verbatim } = command;
    const child = spawn(file, args, { env, shell: false, stdio: "pipe", windowsHide: true, detached: isGroup, ...verbatim });
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      request.signal?.removeEventListener("abort", abort);
      settle();
    };
    const stop = (reason: Error): void => {
      kill(child, isGroup);
      end(() => reject(reason));
    };
    const timer = setTimeout(() => stop(failure("program-timed-out", request)), request.timeoutMs);
    const abort = (): void => stop(request.signal?.reason as Error);
    const tooLarge = (): void => stop(failure("program-output-too-large", request));
    const stdout = collect(child.stdout, request.maxOutputBytes, tooLarge);
    const stderr = collect(child.stderr, request.maxOutputBytes, tooLarge);
    request.signal?.addEventListener("abort", abort, { once: true });
    child.once("error", (error) => end(() => reject(failure("program-failed-to-start", request, error))));
    child.once("close", (code, signal) => end(() => resolve({ exitCode: exitCodeOf(code, signal), stdout: stdout(), stderr: stderr() })));
    // What it left running (an agent, a daemon) may hold its output open for good: what came until then is the answer.
    child.once("exit", () => {
      const release = setTimeout(() => destroyPipes(child), releaseMs);
      child.once("close", () => clearTimeout(release));
    });
    // A program that does not read its input closes the pipe; its exit code tells the rest.
    child.stdin.on("error", () => {});
    child.stdin.end(request.input ?? "");
  });
}

/** What is started for a program that was found. */
function commandOf(path: string, { args, isVerbatim = false }: SpawnRequest, env: NodeJS.ProcessEnv) {
  if (!windows || !isBatch(path)) return { file: path, args, windowsVerbatimArguments: isVerbatim };
  const command = batchCommand(path, args, env["SystemRoot"] ?? env["SYSTEMROOT"]);
  return command === undefined ? undefined : { ...command, windowsVerbatimArguments: true };
}

/** Gathers a stream's text, and calls `tooLarge` once it passes the limit. */
function collect(stream: NodeJS.ReadableStream, limit: number, tooLarge: () => void): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on("data", (chunk: Buffer) => {
    if (size > limit) return;
    size += chunk.length;
    if (size > limit) tooLarge();
    else chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString("utf8");
}

/** Ends the program, and lets go of the pipes that its own children may still hold open. */
function kill(child: ChildProcess, isGroup: boolean): void {
  if (!isGroup || !killGroup(child)) child.kill("SIGKILL");
  destroyPipes(child);
}

function destroyPipes(child: ChildProcess): void {
  child.stdin?.destroy();
  child.stdout?.destroy();
  child.stderr?.destroy();
}

/** Whether there was a group: the program leads it, and is not waited for yet, so that its number is nobody else's. */
function killGroup({ pid, exitCode, signalCode }: ChildProcess): boolean {
  if (pid === undefined || exitCode !== null || signalCode !== null) return false;
  try {
    return process.kill(-pid, "SIGKILL");
  } catch {
    return false;
  }
}

function exitCodeOf(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal === null ? 0 : osConstants.signals[signal]);
}

function failure(code: SpawnErrorCode, request: SpawnRequest, cause?: unknown): SpawnError {
  return new SpawnError(code, `${code}: ${request.program}`, { params: { program: request.program }, cause });
}

/** Empty and relative entries of PATH mean the current directory, which is never searched. */
async function find(program: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  if (isAbsolute(program)) return (await isExecutable(program)) ? program : undefined;
  // With a separator it would be a path; with `:` a drive or a stream on Windows.
  if (/[/\\:]/.test(program)) return undefined;
  // The clouds' own programs are scripts there.
  const files = windows && !/\.(?:exe|cmd)$/i.test(program) ? [`${program}.exe`, `${program}.cmd`] : [program];
  for (const directory of pathOf(env).split(delimiter).filter(isAbsolute)) {
    for (const file of files) if (await isExecutable(join(directory, file))) return join(directory, file);
  }
  return undefined;
}

/** Windows spells the variable `Path`, and a copy of the environment no longer ignores the case. */
function pathOf(env: NodeJS.ProcessEnv): string {
  const name = windows ? Object.keys(env).find((key) => key.toUpperCase() === "PATH") : "PATH";
  return (name === undefined ? undefined : env[name]) ?? "";
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, windows ? constants.F_OK : constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
