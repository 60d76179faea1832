import { commands } from "vscode";
import { type Disposable, DisposableStore } from "../../core/disposable.ts";
import { isAbort } from "../../core/errors.ts";
import type { CommandHandlers } from "./ids.ts";
import { showError } from "../../platform/messages.ts";
import { say } from "../../platform/say.ts";

/**
 * Registers every command of the table. A handler's failure is shown in one sentence, with the log one click away;
 * `reportError` writes it there.
 */
export function registerCommands(handlers: CommandHandlers, reportError: (error: unknown) => void): Disposable {
  const registrations = new DisposableStore();
  for (const [id, handler] of Object.entries(handlers)) {
    const run = handler as (...args: unknown[]) => void | Promise<void>;
    registrations.add(
      commands.registerCommand(id, async (...args: unknown[]) => {
        try {
          await run(...args);
        } catch (error) {
          if (isAbort(error)) return;
          reportError(error);
          void tell(error);
        }
      }),
    );
  }
  return registrations;
}

async function tell(error: unknown): Promise<void> {
  const showLog = say("Show Log");
  const { errorLine } = await import("../sentences/errorSentence.ts");
  const answer = await showError(errorLine(error), showLog);
  if (answer === showLog) await commands.executeCommand("containerRegistries.log.show");
}
