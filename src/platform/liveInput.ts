import { type InputBox, window } from "vscode";
import { LatestOnly } from "../core/latestOnly.ts";
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
      const taking = new LatestOnly<string>(async (text) => showIssue(box, text, await changed(text)));
      // Who is fast means what is typed; and what takes effect late must not do so once the person has left.
      const afterwards = (then: () => void): void => void taking.settled().then(then, reject);
      box.onDidChangeValue((text) => {
        taking.want(text);
        taking.settled().catch(reject);
      });
      box.onDidAccept(() =>
        afterwards(() => {
          if (box.validationMessage === undefined || box.validationMessage === "") resolve(true);
        }),
      );
      box.onDidHide(() => afterwards(() => resolve(false)));
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
