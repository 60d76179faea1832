import { type Disposable, InputBoxValidationSeverity, type QuickInput, QuickInputButtons, type QuickPickItem, window } from "vscode";
import { DisposableStore } from "../core/disposable.ts";
import { isAbort, toError } from "../core/errors.ts";
import type { Answer, InputStep, PickStep, Prompter, StepPlace } from "../services/prompter.ts";
import { translate } from "./translate.ts";

/** Makes a sentence of what a step's submit throws: it keeps the person on the field, too. */
type Explain = (error: Error) => string;

/** Asks with VS Code's quick inputs. They stay open when the window loses the focus: people fetch tokens from a browser. */
export function createQuickInputPrompter(explain: Explain): Prompter {
  return { input: (step) => askInput(step, explain), pick: askPick };
}

function askInput(step: InputStep, explain: Explain): Promise<Answer<string>> {
  const box = window.createInputBox();
  box.prompt = translate(step.prompt);
  if (step.placeholder !== undefined) box.placeholder = translate(step.placeholder);
  box.value = step.value;
  box.password = step.secret;
  const showIssue = (message: string | undefined): void => {
    box.validationMessage = message === undefined ? undefined : { message, severity: InputBoxValidationSeverity.Error };
  };
  return ask<string>(box, step, (answer, signal) => {
    const isAccepted = async (value: string): Promise<boolean> => {
      const issue = await issueOf(step, value, signal, explain);
      if (!signal.aborted) showIssue(issue);
      return issue === undefined && !signal.aborted;
    };
    return [
      box.onDidChangeValue((value) => {
        // An untouched field is not told off; a wrong value is, at once.
        const issue = value === "" ? undefined : step.check(value);
        showIssue(issue === undefined ? undefined : translate(issue));
      }),
      box.onDidAccept(async () => {
        if (box.busy) return;
        const { value } = box;
        box.busy = true;
        box.enabled = false;
        const accepted = await isAccepted(value);
        box.busy = false;
        box.enabled = true;
        if (accepted) answer(value);
      }),
    ];
  });
}

/** Why the value keeps the person on the field: by the local check, else by the slow one. */
async function issueOf(step: InputStep, value: string, signal: AbortSignal, explain: Explain): Promise<string | undefined> {
  const issue = step.check(value);
  if (issue !== undefined) return translate(issue);
  try {
    await step.submit?.(value, signal);
    return undefined;
  } catch (error) {
    return isAbort(error) ? "" : explain(toError(error));
  }
}

function askPick<T>(step: PickStep<T>): Promise<Answer<T>> {
  const pick = window.createQuickPick<QuickPickItem & { readonly value: T }>();
  pick.placeholder = translate(step.placeholder);
  pick.items = step.choices.map(({ label, detail, value }) => ({ label: translate(label), detail: translate(detail), value }));
  return ask<T>(pick, step, (answer) => [
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      if (chosen !== undefined) answer(chosen.value);
    }),
  ]);
}

/** What input box and quick pick have in common: place, Back, Escape, and the signal that ends a slow check with them. */
function ask<T>(
  input: QuickInput & { buttons: readonly unknown[]; onDidTriggerButton: (listener: () => void) => Disposable },
  place: StepPlace,
  listen: (answer: (value: T) => void, signal: AbortSignal) => readonly Disposable[],
): Promise<Answer<T>> {
  const resources = new DisposableStore();
  const closing = new AbortController();
  resources.add(input);
  input.title = translate(place.title);
  input.step = place.step;
  input.totalSteps = place.totalSteps;
  input.ignoreFocusOut = true;
  if (place.canGoBack) input.buttons = [QuickInputButtons.Back];
  return new Promise<Answer<T>>((resolve) => {
    resources.add(input.onDidTriggerButton(() => resolve({ kind: "back" })));
    resources.add(input.onDidHide(() => resolve({ kind: "cancel" })));
    for (const listener of listen((value) => resolve({ kind: "next", value }), closing.signal)) resources.add(listener);
    input.show();
  }).finally(() => {
    closing.abort();
    resources.dispose();
  });
}
