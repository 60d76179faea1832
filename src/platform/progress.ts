import { ProgressLocation, window } from "vscode";
import { withSignal } from "./cancellation.ts";
import { plainMessage } from "./plainText.ts";

/** Shows that something takes its time, until it ends or the person has it cancelled. */
export async function withCancel<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const options = { location: ProgressLocation.Notification, title: plainMessage(title), cancellable: true };
  return window.withProgress(options, (_, token) => withSignal(token, work));
}

/** Shows how far something is, by a sentence and a part of 1, until it ends or the person has it cancelled. */
export async function withProgress<T>(
  title: string,
  work: (signal: AbortSignal, tell: (message: string, part: number) => void) => Promise<T>,
): Promise<T> {
  const options = { location: ProgressLocation.Notification, title: plainMessage(title), cancellable: true };
  return window.withProgress(options, (progress, token) => {
    let told = 0;
    const tell = (message: string, part: number): void => {
      const percent = Math.min(100, Math.max(0, part * 100));
      progress.report({ message: plainMessage(message), increment: Math.max(0, percent - told) });
      told = Math.max(told, percent);
    };
    return withSignal(token, (signal) => work(signal, tell));
  });
}
