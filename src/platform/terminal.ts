import { type Terminal, window } from "vscode";
import { plainLabel } from "./plainText.ts";

/** A shell without VS Code's integration never says that it is ready. */
const shellTimeoutMs = 3_000;

/** Puts a command into a new terminal, where it runs only when the person presses Enter. */
export async function typeIntoTerminal(name: string, command: string): Promise<void> {
  const terminal = window.createTerminal(plainLabel(name));
  terminal.show();
  await shellReady(terminal);
  terminal.sendText(command, false);
}

/** Runs a program in a new terminal, past the shell, so that nothing in its arguments means anything to one. */
export function runInTerminal({ program, args }: { readonly program: string; readonly args: readonly string[] }): Promise<void> {
  window.createTerminal({ name: plainLabel([program, ...args].join(" ")), shellPath: program, shellArgs: [...args] }).show();
  return Promise.resolve();
}

/** Resolves when the shell reads its line: what comes before that is echoed twice. */
async function shellReady(terminal: Terminal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const listening = window.onDidChangeTerminalShellIntegration((change) => {
    if (change.terminal === terminal) resolve();
  });
  const timer = setTimeout(resolve, shellTimeoutMs);
  await promise;
  clearTimeout(timer);
  listening.dispose();
}
