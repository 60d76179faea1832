import { commands } from "vscode";
import { type Disposable, DisposableStore } from "../../core/disposable.ts";
import { isAbort } from "../../core/errors.ts";
import type { CommandHandlers } from "./ids.ts";
import { showError } from "../../platform/messages.ts";
import { say } from "../../platform/say.ts";

/** What a person may do about a failure, one click away. */
export interface WayOnwards {
  readonly label: string;
  readonly run: () => void | Promise<void>;
}

/**
 * Registers every command of the table. A handler's failure is shown in one sentence, with the log one click away;
 * `reportError` writes it there. `offerOn` says what else may help.
 */
export function registerCommands(
  handlers: CommandHandlers,
  reportError: (error: unknown) => void,
  offerOn: (error: unknown) => WayOnwards | undefined,
): Disposable {
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
          void tell(error, offerOn(error)).catch(reportError);
        }
      }),
    );
  }
  return registrations;
}

async function tell(error: unknown, offer: WayOnwards | undefined): Promise<void> {
  const showLog = say("Show Log");
  const { errorLine } = await import("../sentences/errorSentence.ts");
  const answer = await showError(errorLine(error), ...(offer === undefined ? [] : [offer.label]), showLog);
  if (answer === offer?.label) await offer?.run();
  if (answer === showLog) await commands.executeCommand("containerRegistries.log.show");
}
