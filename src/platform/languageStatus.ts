import { type Command, languages } from "vscode";
import type { Disposable } from "../core/disposable.ts";
import { plainLabel } from "./plainText.ts";

export interface LanguageStatus extends Disposable {
  show(text: string, detail: string): void;
}

/** An entry of the status bar for documents of a language. */
export function createLanguageStatus(id: string, language: string, name: string, command: Command): LanguageStatus {
  const item = languages.createLanguageStatusItem(id, { language });
  item.name = plainLabel(name);
  item.command = command;
  return {
    show: (text, detail) => {
      item.text = plainLabel(text);
      item.detail = plainLabel(detail);
    },
    dispose: () => item.dispose(),
  };
}
