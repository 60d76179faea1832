import { type ChildProcess, execFile, spawn } from "node:child_process";
import { accessSync, constants, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { delimiter, join } from "node:path";
import { tmpdir } from "node:os";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";

/** Directories that hold servers on Debian and are missing from an ordinary person's PATH. */
const systemDirectories = ["/usr/sbin", "/usr/local/sbin"];

/** The absolute path of a program, or undefined. */
export function findProgram(name: string): string | undefined {
  const directories = [...(process.env["PATH"] ?? "").split(delimiter), ...systemDirectories];
  return directories.map((directory) => join(directory, name)).find(isExecutable);
}

/** Why a suite that needs these programs cannot run here, or false: what node:test's `skip` takes. */
export function missing(...programs: readonly string[]): string | false {
  const absent = programs.filter((program) => findProgram(program) === undefined);
  return absent.length === 0 ? false : `not installed: ${absent.join(", ")}`;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * A new directory, in memory where there is room, since registries make thousands of small files. It is removed by `remove`,
 * or at the latest when this process exits.
 */
export function temporaryDirectory(prefix: string): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(hasRoomInMemory() ? memoryDirectory : tmpdir(), `${prefix}-`));
  const remove = (): void => {
    process.off("exit", remove);
    removeAll(path);
  };
  process.once("exit", remove);
  return { path, remove };
}

/** From the beginning each time: rmSync's own retries do not list a directory again, in which a program may still have written meanwhile. */
function removeAll(path: string): void {
  for (let attempt = 1; ; attempt += 1) {
    try {
      rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
      return;
    } catch (error) {
      if (attempt === 20) throw error;
    }
  }
}

/** Linux's memory file system. Containers often give it 64 MB, which is too little. */
const memoryDirectory = "/dev/shm";

function hasRoomInMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync(memoryDirectory);
    return bavail * bsize > 512 * 1024 * 1024;
  } catch {
    return false;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

export interface RunResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, of at most 30 seconds. Secrets go into `input`, never into `args`. */
export function run(
  program: string,
  args: readonly string[],
  { input = "", env = process.env, cwd = process.cwd() } = {},
): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const options = { env, cwd, timeout: 30_000, maxBuffer: 64 * 1024 * 1024 };
    const child = execFile(findProgram(program) ?? program, args, options, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== "number") reject(error);
      else resolve({ exitCode: Number(error?.code ?? 0), stdout, stderr });
    });
    // A program that ends without reading its input closes the pipe; its exit code tells the rest.
    child.stdin?.on("error", () => {});
    child.stdin?.end(input);
  });
}

export interface RunningProgram {
  /** Ends it, first politely, and waits until it is gone. */
  stop(): Promise<void>;
}

/**
 * Starts a server and waits until it accepts connections on a loopback port; fails with what it printed.
 * It does not outlive this process.
 */
export async function startServer(name: string, args: readonly string[], port: number): Promise<RunningProgram> {
  const child = spawn(findProgram(name) ?? name, args, { stdio: ["ignore", "ignore", "pipe"] });
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  child.once("exit", () => process.off("exit", kill));
  const printed: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => {
    if (printed.length < 100) printed.push(chunk);
  });
  const deadline = Date.now() + 10_000;
  while (!(await accepts(port))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop(child);
      throw new Error(`${name} did not start: ${Buffer.concat(printed).toString("utf8")}`);
    }
    await delay(20);
  }
  return { stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const killer = setTimeout(() => child.kill("SIGKILL"), 3000);
  await gone;
  clearTimeout(killer);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const answer = (accepted: boolean) => () => {
      socket.destroy();
      resolve(accepted);
    };
    socket.once("connect", answer(true)).once("error", answer(false));
  });
}
