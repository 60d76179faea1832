import { CodeAction, type CodeActionKind } from "vscode";
import { plainLabel } from "./plainText.ts";

/** An entry of the light bulb that runs a command of ours. */
export function toCodeAction(title: string, kind: CodeActionKind, command: string, ...args: readonly unknown[]): CodeAction {
  const action = new CodeAction(plainLabel(title), kind);
  action.command = { title: plainLabel(title), command, arguments: [...args] };
  return action;
}
