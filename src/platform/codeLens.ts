import { CodeLens, type Range } from "vscode";
import { plainLabel } from "./plainText.ts";

/** A line above the range; without a command it only says something. */
export function toCodeLens(range: Range, title: string, command = "", ...args: readonly unknown[]): CodeLens {
  return new CodeLens(range, { title: plainLabel(title), command, arguments: [...args] });
}
