import { InputBoxValidationSeverity, QuickInputButtons, window } from "vscode";
import { DisposableStore } from "../core/disposable.ts";
import { isAbort, toError } from "../core/errors.ts";
import type { Answer, InputStep, Prompter } from "../services/prompter.ts";
import { translate } from "./translate.ts";

/**
 * Asks with VS Code's input box. It stays open when the window loses the focus, because people fetch tokens from a
 * browser. `explain` makes a sentence of what a step's submit throws, which keeps the person on the field too.
 */
export function createQuickInputPrompter(explain: (error: Error) => string): Prompter {
  return { input: (step) => askInput(step, explain) };
}

function askInput(step: InputStep, explain: (error: Error) => string): Promise<Answer<string>> {
  const resources = new DisposableStore();
  const box = resources.add(window.createInputBox());
  box.title = translate(step.title);
  box.step = step.step;
  box.totalSteps = step.totalSteps;
  box.prompt = translate(step.prompt);
  box.placeholder = step.placeholder === undefined ? undefined : translate(step.placeholder);
  box.value = step.value;
  box.password = step.secret;
  box.ignoreFocusOut = true;
  if (step.canGoBack) box.buttons = [QuickInputButtons.Back];

  const showIssue = (message: string | undefined): void => {
    box.validationMessage = message === undefined ? undefined : { message, severity: InputBoxValidationSeverity.Error };
  };
  // One submission at a time; hiding the box or going back aborts it.
  const cancellation = new AbortController();
  resources.add({ dispose: () => cancellation.abort() });
  const submit = async (value: string): Promise<boolean> => {
    const complaint = step.check(value);
    if (complaint !== undefined) {
      showIssue(translate(complaint));
      return false;
    }
    if (step.submit === undefined) return true;
    box.busy = true;
    box.enabled = false;
    try {
      const refusal = await step.submit(value, cancellation.signal);
      showIssue(refusal === undefined ? undefined : translate(refusal));
      return refusal === undefined;
    } catch (error) {
      if (!isAbort(error)) showIssue(explain(toError(error)));
      return false;
    } finally {
      box.busy = false;
      box.enabled = true;
    }
  };

  return new Promise<Answer<string>>((resolve) => {
    resources.add(
      box.onDidChangeValue((value) => {
        // An untouched field is not told off; a wrong value is, at once.
        const complaint = value === "" ? undefined : step.check(value);
        showIssue(complaint === undefined ? undefined : translate(complaint));
      }),
    );
    resources.add(
      box.onDidAccept(async () => {
        const { value } = box;
        if (!box.busy && (await submit(value))) resolve({ kind: "next", value });
      }),
    );
    resources.add(box.onDidTriggerButton(() => resolve({ kind: "back" })));
    resources.add(box.onDidHide(() => resolve({ kind: "cancel" })));
    box.show();
  }).finally(() => resources.dispose());
}
