import { type Disposable, type QuickInput, type QuickInputButton, QuickInputButtons, ThemeIcon, window } from "vscode";
import { DisposableStore } from "../core/disposable.ts";
import type { Answer, PromptLink, PromptFrame } from "../services/prompts/prompter.ts";
import { openPage } from "./openPage.ts";
import { plainLabel } from "./plainText.ts";
import { say, translate } from "./say.ts";

const linkIcons: Readonly<Record<PromptLink["kind"], string>> = { token: "key", docs: "book", portal: "globe" };

type Frame = QuickInput & {
  value: string;
  buttons: readonly QuickInputButton[];
  onDidTriggerButton: (listener: (button: QuickInputButton) => void | Promise<void>) => Disposable;
};

/** What input box and quick pick have in common: place, Back, pages to open, a file to choose, Escape, and the signal that ends a slow check with them. */
export function askInFrame<T>(
  input: Frame,
  frame: PromptFrame,
  listen: (answer: (value: T) => void, signal: AbortSignal, showLinks: (links: readonly PromptLink[]) => void) => readonly Disposable[],
): Promise<Answer<T>> {
  const resources = new DisposableStore();
  const closing = new AbortController();
  const browse = { iconPath: new ThemeIcon("folder-opened"), tooltip: say("Browse…") };
  const dialog = { isOpen: false };
  const before = [...(frame.canGoBack ? [QuickInputButtons.Back] : []), ...(frame.browse !== undefined ? [browse] : [])];
  const pages: (QuickInputButton & { readonly url: string })[] = [];
  const showLinks = (links: readonly PromptLink[]): void => {
    pages.splice(0, pages.length, ...[...links, ...(frame.links ?? [])].map(pageButton));
    input.buttons = [...before, ...pages];
  };
  resources.add(input);
  input.title = plainLabel(translate(frame.title));
  input.step = frame.step;
  input.totalSteps = frame.totalSteps;
  input.ignoreFocusOut = true;
  showLinks([]);
  return new Promise<Answer<T>>((resolve) => {
    resources.add(
      input.onDidTriggerButton(async (button) => {
        if (button === browse) return choosePath(input, dialog, frame.browse === "directory");
        const page = pages.find((each) => each === button);
        if (page === undefined) resolve({ kind: "back" });
        else void openPage(page.url);
      }),
    );
    // In a browser, the dialog for files takes the input's place.
    resources.add(input.onDidHide(() => (dialog.isOpen ? undefined : resolve({ kind: "cancel" }))));
    for (const listener of listen((value) => resolve({ kind: "next", value }), closing.signal, showLinks)) resources.add(listener);
    input.show();
  }).finally(() => {
    closing.abort();
    resources.dispose();
  });
}

function pageButton({ kind, label, url }: PromptLink): QuickInputButton & { readonly url: string } {
  return { iconPath: new ThemeIcon(linkIcons[kind]), tooltip: plainLabel(translate(label)), url };
}

async function choosePath(input: Frame, dialog: { isOpen: boolean }, isDirectory: boolean): Promise<void> {
  dialog.isOpen = true;
  try {
    const kind = { canSelectFiles: !isDirectory, canSelectFolders: isDirectory, canSelectMany: false };
    const [chosen] = (await window.showOpenDialog({ ...kind, title: input.title ?? "" })) ?? [];
    if (chosen !== undefined) input.value = chosen.fsPath;
  } finally {
    input.show();
    dialog.isOpen = false;
  }
}

/** Calls the step's `absorb` with what was pasted, which is a change of more than one character; a secret in it leaves the field at once. */
export function absorbPastes(input: Frame, { absorb }: PromptFrame): (value: string) => string {
  const before = { length: input.value.length };
  return (value) => {
    const rest = absorb !== undefined && value.length > before.length + 1 ? absorb(value) : undefined;
    if (rest !== undefined) input.value = rest;
    before.length = (rest ?? value).length;
    return rest ?? value;
  };
}
