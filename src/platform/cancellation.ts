import type { CancellationToken } from "vscode";

/** Does what VS Code may cancel. What is cancelled, or fails, answers undefined: it was asked for by the way, and nobody waits for an error. */
export async function unlessCancelled<T>(
  token: CancellationToken,
  work: (signal: AbortSignal) => Promise<T>,
  reportError: (error: unknown) => void,
): Promise<T | undefined> {
  const controller = new AbortController();
  const ending = token.onCancellationRequested(() => controller.abort());
  try {
    return await work(controller.signal);
  } catch (error) {
    reportError(error);
    return undefined;
  } finally {
    ending.dispose();
  }
}
