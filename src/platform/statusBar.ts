import { StatusBarAlignment, ThemeColor, window } from "vscode";
import type { Disposable } from "../core/disposable.ts";
import { plainLabel, plainParagraphs } from "./plainText.ts";

export interface StatusBarWarning extends Disposable {
  /** Undefined hides it. */
  show(warning: { readonly text: string; readonly detail: string } | undefined): void;
}

/** An entry of the status bar that is there only while something needs the person; a click runs the command. */
export function createStatusBarWarning(id: string, name: string, command: string): StatusBarWarning {
  const item = window.createStatusBarItem(id, StatusBarAlignment.Left);
  item.name = plainLabel(name);
  item.command = command;
  item.backgroundColor = new ThemeColor("statusBarItem.warningBackground");
  return {
    show: (warning) => {
      if (warning === undefined) return item.hide();
      // The icon is ours; what follows is plain.
      item.text = `$(warning) ${plainLabel(warning.text)}`;
      item.tooltip = plainParagraphs(warning.detail);
      item.show();
    },
    dispose: () => item.dispose(),
  };
}
