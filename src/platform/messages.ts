import { window } from "vscode";
import { plainLabel, plainMessage, plainParagraphs } from "./plainText.ts";

/** Resolves with the button that was pressed. */
export async function showInformation(message: string, ...buttons: readonly string[]): Promise<string | undefined> {
  return window.showInformationMessage(plainMessage(message), ...buttons);
}

export async function showWarning(message: string, ...buttons: readonly string[]): Promise<string | undefined> {
  return window.showWarningMessage(plainMessage(message), ...buttons);
}

export async function showError(message: string, ...buttons: readonly string[]): Promise<string | undefined> {
  return window.showErrorMessage(plainMessage(message), ...buttons);
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
