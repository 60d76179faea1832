import { window } from "vscode";
import { plainLabel, plainMessage, plainParagraphs } from "./plainText.ts";
import { say } from "./say.ts";

/** Characters that surely fit into the one line of a message without buttons, in wide scripts too. */
const maxOneLine = 25;

/** Resolves with the button that was pressed. */
export async function showInformation(message: string, ...buttons: readonly string[]): Promise<string | undefined> {
  return show(window.showInformationMessage, message, buttons);
}

export async function showWarning(message: string, ...buttons: readonly string[]): Promise<string | undefined> {
  return show(window.showWarningMessage, message, buttons);
}

export async function showError(message: string, ...buttons: readonly string[]): Promise<string | undefined> {
  return show(window.showErrorMessage, message, buttons);
}

type Show = (message: string, ...buttons: string[]) => Thenable<string | undefined>;

/** VS Code shows all of a message that has a button; without one it cuts the message off at the end of the first line. */
async function show(by: Show, message: string, buttons: readonly string[]): Promise<string | undefined> {
  const shown = plainMessage(message);
  if (buttons.length > 0 || shown.length <= maxOneLine) return by(shown, ...buttons);
  await by(shown, say("OK"));
  return undefined;
}

/** Asks in a modal dialog whether to do what its button says. */
export async function confirm(message: string, detail: string, button: string): Promise<boolean> {
  const options = { modal: true, detail: plainParagraphs(detail) };
  const label = plainLabel(button);
  return (await window.showWarningMessage(plainMessage(message), options, label)) === label;
}

/** Shows a sentence in the status bar for a while. */
export function showInStatusBar(message: string, milliseconds: number): void {
  window.setStatusBarMessage(plainLabel(message), milliseconds);
}
