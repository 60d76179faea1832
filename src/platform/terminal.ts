import { win32 } from "node:path";
import { env, type Terminal, type TerminalShellExecution, window, workspace } from "vscode";
import { type CommandWords, commandLine, type ShellKind, shellKindOf } from "../core/shellQuote.ts";
import { plainLabel } from "./plainText.ts";

/** A shell that VS Code integrates says when it is ready, which takes a while where its own files do; others never say so. */
const integratedMs = 15_000;
const plainMs = 2_000;
/** Visual Studio Code, “Terminal Shell Integration”. */
const integrated = /(?:^|[\\/])(?:bash|zsh|fish|pwsh|powershell)(?:\.exe)?$/i;

/** How long to wait until a shell says that it reads its line. */
function patienceWith(shell: string): number {
  const isOn = workspace.getConfiguration("terminal.integrated.shellIntegration").get("enabled", true);
  return isOn && integrated.test(shell) ? integratedMs : plainMs;
}

/** The shell of new terminals: of the profile that the person has chosen, or the system's. */
function defaultShell(): ShellKind | undefined {
  return shellKindOf(env.shell);
}

/** The line that a new terminal would be given. Throws UnquotableError. */
export function terminalLine(commands: readonly CommandWords[]): string {
  return commandLine(defaultShell() ?? plainShell().kind, commands);
}

/** Puts commands into a new terminal, where they run only when the person presses Enter. Rejects with UnquotableError. */
export async function typeIntoTerminal(name: string, commands: readonly CommandWords[]): Promise<void> {
  const { terminal, line } = await openShell(name, commands);
  terminal.sendText(line, false);
}

/** Commands that run in a terminal. */
export interface ShellRun {
  /** Whether the shell was there in time to say when they end. False: it may still say so later, or never. */
  readonly isTold: boolean;
  /** Resolves with the exit code; with undefined where the terminal was closed, or the shell ended them, without telling it. */
  readonly ended: Promise<number | undefined>;
}

/** Runs commands in a new terminal, each if the one before it succeeded. Rejects with UnquotableError. */
export async function runInShell(name: string, commands: readonly CommandWords[]): Promise<ShellRun> {
  const { terminal, line } = await openShell(name, commands);
  const { shellIntegration } = terminal;
  if (shellIntegration !== undefined) return { isTold: true, ended: exitOf(terminal, () => shellIntegration.executeCommand(line)) };
  // It reads the line when it is ready; where it is one of those that tell, it tells then.
  return { isTold: false, ended: exitOf(terminal, () => terminal.sendText(line)) };
}

/** Runs a program, named by its whole path, in a new terminal, past the shell, so that nothing in its arguments means anything to one. */
export function runInTerminal(name: string, { program, args }: { readonly program: string; readonly args: readonly string[] }): void {
  window.createTerminal({ name: plainLabel(name), shellPath: program, shellArgs: [...args], env: ownPrograms }).show();
}

/** Has cmd.exe look on the PATH alone: it would start what lies in the workspace under the name of a program. */
const ownPrograms = { NoDefaultCurrentDirectoryInExePath: "1" };

/** A shell that we can write for, where the person's own is another. */
function plainShell(): { readonly shellPath: string; readonly kind: ShellKind } {
  return process.platform === "win32"
    ? {
        shellPath: win32.join(
          process.env["SystemRoot"] ?? String.raw`C:\Windows`,
          String.raw`System32\WindowsPowerShell\v1.0\powershell.exe`,
        ),
        kind: "powershell",
      }
    : { shellPath: "/bin/sh", kind: "posix" };
}

async function openShell(name: string, commands: readonly CommandWords[]): Promise<{ readonly terminal: Terminal; readonly line: string }> {
  const own = defaultShell();
  if (own !== undefined) {
    // What cannot be written opens no terminal.
    const line = commandLine(own, commands);
    const terminal = await open(name, undefined);
    // A profile may start another shell than it is named after.
    const { shell } = terminal.state;
    const started = shell === undefined ? own : shellKindOf(shell);
    if (started !== undefined) return { terminal, line: started === own ? line : commandLine(started, commands) };
  }
  const { shellPath, kind } = plainShell();
  const line = commandLine(kind, commands);
  return { terminal: await open(name, shellPath), line };
}

async function open(name: string, shellPath: string | undefined): Promise<Terminal> {
  const terminal = window.createTerminal({ name: plainLabel(name), env: ownPrograms, ...(shellPath === undefined ? {} : { shellPath }) });
  terminal.show();
  await shellReady(terminal, patienceWith(shellPath ?? env.shell));
  return terminal;
}

/** Resolves when the shell reads its line: what comes before that is echoed twice. */
async function shellReady(terminal: Terminal, patienceMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const listening = window.onDidChangeTerminalShellIntegration((change) => {
    if (change.terminal === terminal) resolve();
  });
  // It may have been quicker than this.
  if (terminal.shellIntegration !== undefined) resolve();
  const timer = setTimeout(resolve, patienceMs);
  await promise;
  clearTimeout(timer);
  listening.dispose();
}

/** `start` answers the execution where it is known; else the first command that ends in the terminal is the one. */
async function exitOf(terminal: Terminal, start: () => TerminalShellExecution | void): Promise<number | undefined> {
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  const running: { execution?: TerminalShellExecution | void } = {};
  const ending = window.onDidEndTerminalShellExecution((end) => {
    const { execution: known } = running;
    if (known === undefined ? end.terminal === terminal : end.execution === known) resolve(end.exitCode);
  });
  const closing = window.onDidCloseTerminal((closed) => {
    // Of a shell that had not told of the commands this is its own.
    if (closed === terminal) resolve(running.execution === undefined ? undefined : closed.exitStatus?.code);
  });
  running.execution = start();
  try {
    return await promise;
  } finally {
    ending.dispose();
    closing.dispose();
  }
}
