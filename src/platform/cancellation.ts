import type { CancellationToken } from "vscode";

/** Does what VS Code may cancel, with a signal that fires then. Rejects as the work does. */
export async function withSignal<T>(token: CancellationToken, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const ending = token.onCancellationRequested(() => controller.abort());
  try {
    return await work(controller.signal);
  } finally {
    ending.dispose();
  }
}

/** The same. What is cancelled, or fails, answers undefined: it was asked for by the way, and nobody waits for an error. */
export async function unlessCancelled<T>(
  token: CancellationToken,
  work: (signal: AbortSignal) => Promise<T>,
  reportError: (error: unknown) => void,
): Promise<T | undefined> {
  try {
    return await withSignal(token, work);
  } catch (error) {
    reportError(error);
    return undefined;
  }
}
