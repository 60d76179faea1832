import { type InputBox, window } from "vscode";
import { plainLabel, plainMessage } from "./plainText.ts";

export interface LiveInput {
  readonly title: string;
  readonly placeholder: string;
  readonly prompt: string;
  readonly value: string;
  /** Called at every key stroke. @returns what is wrong with the text, if anything */
  readonly changed: (text: string) => Promise<string | undefined>;
}

/** Asks for a text that takes effect while it is typed. @returns whether it shall stay: Escape is no */
export async function askLive({ title, placeholder, prompt, value, changed }: LiveInput): Promise<boolean> {
  const box = window.createInputBox();
  box.title = plainLabel(title);
  box.placeholder = plainLabel(placeholder);
  box.prompt = plainMessage(prompt);
  box.value = value;
  // A look at the rows does not end it.
  box.ignoreFocusOut = true;
  try {
    return await new Promise<boolean>((resolve, reject) => {
      box.onDidChangeValue((text) => void changed(text).then((issue) => showIssue(box, text, issue), reject));
      box.onDidAccept(() => {
        if (box.validationMessage === undefined || box.validationMessage === "") resolve(true);
      });
      box.onDidHide(() => resolve(false));
      box.show();
    });
  } finally {
    box.dispose();
  }
}

/** An answer about a text that stands there no more says nothing. */
function showIssue(box: InputBox, text: string, issue: string | undefined): void {
  if (box.value === text) box.validationMessage = issue === undefined ? "" : plainMessage(issue);
}
