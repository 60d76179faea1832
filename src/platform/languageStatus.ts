import { type Command, languages } from "vscode";
import type { Disposable } from "../core/disposable.ts";
import { plainLabel } from "./plainText.ts";

export interface LanguageStatus extends Disposable {
  show(text: string, detail: string): void;
}

/** An entry of the status bar for documents of these languages. */
export function createLanguageStatus(id: string, ofLanguages: readonly string[], name: string, command: Command): LanguageStatus {
  const item = languages.createLanguageStatusItem(
    id,
    ofLanguages.map((language) => ({ language })),
  );
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
