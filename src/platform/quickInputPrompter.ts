import { InputBoxValidationSeverity, ProgressLocation, type QuickPickItem, type Uri, window } from "vscode";
import { isAbort, toError } from "../core/errors.ts";
import type { Text } from "../core/text.ts";
import type { Answer, Choice, InputPrompt, ListPrompter, PickManyPrompt, PickPrompt, PromptLink } from "../services/prompts/prompter.ts";
import { absorbPastes, askInFrame } from "./quickInputFrame.ts";
import { noteLines } from "./noteLines.ts";
import { plainLabel, plainMessage } from "./plainText.ts";
import { noteRows, plainItem } from "./quickPick.ts";
import { translate } from "./say.ts";

/** Makes a sentence of what went wrong in a step or before it; a promise, since sentences load with the first error. */
type Explain = (error: Error) => string | Promise<string>;
/** The picture of a choice. */
type FindIcon = (name: string) => Uri;

/** Asks with VS Code's quick inputs. They stay open when the window loses the focus: people fetch tokens from a browser. */
export function createQuickInputPrompter(explain: Explain, findIcon?: FindIcon): ListPrompter {
  return { input: (step) => askInput(step, explain), pick: (step) => askPick(step, explain, findIcon), pickMany: askMany, wait };
}

async function askInput(step: InputPrompt, explain: Explain): Promise<Answer<string>> {
  const problem = step.problem === undefined ? undefined : await explain(step.problem);
  const box = window.createInputBox();
  box.prompt = plainMessage(translate(step.prompt));
  if (step.placeholder !== undefined) box.placeholder = plainMessage(translate(step.placeholder));
  box.value = step.value;
  box.password = step.secret;
  const show = (message: string | undefined, severity = InputBoxValidationSeverity.Error): void => {
    box.validationMessage = message === undefined ? undefined : { message: plainMessage(message), severity };
  };
  if (problem !== undefined) show(problem);
  const absorb = absorbPastes(box, step);
  return askInFrame<string>(box, step, (answer, signal, showLinks) => {
    const isAccepted = async (value: string): Promise<boolean> => {
      const issue = await issueOf(step, value, signal, explain);
      if (signal.aborted) return false;
      show(issue?.message);
      showLinks(issue?.links ?? []);
      return issue === undefined;
    };
    return [
      box.onDidChangeValue((typed) => {
        const value = absorb(typed);
        // An untouched field is not told off; a wrong value is, at once.
        const issue = value === "" ? undefined : step.check(value);
        const hint = value === "" ? undefined : step.hint?.(value);
        if (issue === undefined && hint !== undefined) show(translate(hint), InputBoxValidationSeverity.Warning);
        else show(issue === undefined ? undefined : translate(issue));
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
        // What is typed next takes its place; a small mistake in it can still be corrected.
        else box.valueSelection = [0, box.value.length];
      }),
    ];
  });
}

interface Issue {
  readonly message: string;
  readonly links?: readonly PromptLink[];
}

/** Why the value keeps the person on the field: by the local check, else by the slow one. */
async function issueOf(step: InputPrompt, value: string, signal: AbortSignal, explain: Explain): Promise<Issue | undefined> {
  const issue = step.check(value);
  if (issue !== undefined) return { message: translate(issue) };
  try {
    await step.submit?.(value, signal);
    return undefined;
  } catch (thrown) {
    if (isAbort(thrown)) return { message: "" };
    const error = toError(thrown);
    const advice = step.advice?.(error);
    const sentence = await explain(error);
    return {
      message: advice === undefined ? sentence : `${sentence} ${translate(advice)}`,
      links: step.linksOn?.(error) ?? [],
    };
  }
}

/** A row of the list; notes have no choice, and do nothing. */
type Item<T> = QuickPickItem & { readonly choice?: Choice<T> };

async function askPick<T>(step: PickPrompt<T>, explain: Explain, findIcon: FindIcon | undefined): Promise<Answer<T>> {
  const problem = step.problem === undefined ? undefined : await explain(step.problem);
  const pick = window.createQuickPick<Item<T>>();
  const toItem = (choice: Choice<T>, alwaysShow: boolean): Item<T> => ({
    ...plainItem({
      label: translate(choice.label),
      detail: translate(choice.detail),
      ...(choice.description === undefined ? {} : { description: translate(choice.description) }),
    }),
    alwaysShow,
    choice,
    ...(choice.icon === undefined || findIcon === undefined ? {} : { iconPath: findIcon(choice.icon) }),
  });
  const toNote = (icon: "info" | "error", note: string, alwaysShow = false): readonly Item<T>[] =>
    noteRows(icon, noteLines(note), alwaysShow);
  const named = (step.namedNotes ?? []).flatMap(({ name, reason }) =>
    noteRows("info", [typeof name === "string" ? name : translate(name), ...noteLines(translate(reason))]),
  );
  const notes = [...(step.notes ?? []).flatMap((note) => toNote("info", translate(note))), ...named];
  const problems = problem === undefined ? [] : toNote("error", problem);
  const items = step.choices.map((choice) => toItem(choice, false));
  pick.placeholder = plainLabel(translate(step.placeholder));
  pick.matchOnDetail = true;
  pick.items = [...problems, ...notes, ...items];
  pick.activeItems = items.filter(({ choice }) => choice?.value === (step.active ?? items[0]?.choice?.value));
  const showFor = (value: string): void => {
    const extra = (step.choicesOf?.(value) ?? []).map((choice) => toItem(choice, true));
    const issue = step.issueOf?.(value);
    const issues = issue === undefined ? [] : toNote("error", translate(issue), true);
    if (step.choicesOf !== undefined) pick.items = [...extra, ...issues, ...items];
  };
  if (step.value !== undefined && step.value !== "") {
    pick.value = step.value;
    showFor(step.value);
  }
  const absorb = absorbPastes(pick, step);
  return askInFrame<T>(pick, step, (answer) => [
    pick.onDidChangeValue((typed) => showFor(absorb(typed))),
    pick.onDidAccept(() => {
      const choice = pick.selectedItems[0]?.choice;
      if (choice !== undefined) answer(choice.value);
    }),
  ]);
}

function askMany<T>(step: PickManyPrompt<T>): Promise<Answer<readonly T[]>> {
  const pick = window.createQuickPick<QuickPickItem & { readonly value: T }>();
  pick.canSelectMany = true;
  pick.placeholder = plainLabel(translate(step.placeholder));
  pick.matchOnDetail = true;
  pick.items = step.choices.map(({ label, description, detail, value }) => ({
    ...plainItem({
      label: translate(label),
      detail: translate(detail),
      ...(description === undefined ? {} : { description: translate(description) }),
    }),
    value,
  }));
  const { chosen } = step;
  pick.selectedItems = chosen === undefined ? pick.items : pick.items.filter(({ value }) => chosen.includes(value));
  return askInFrame<readonly T[]>(pick, step, (answer) => [
    pick.onDidAccept(() => {
      if (pick.selectedItems.length > 0 || step.mayBeNone === true) answer(pick.selectedItems.map(({ value }) => value));
    }),
  ]);
}

/** What is done at once shows nothing. */
const noticedMs = 400;

async function wait<T>(title: Text, task: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const aborting = new AbortController();
  const running = task(aborting.signal);
  const { promise: noticed, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(true), noticedMs);
  running.then(
    () => resolve(false),
    () => resolve(false),
  );
  const isSlow = await noticed;
  clearTimeout(timer);
  if (!isSlow) return running;
  const options = { location: ProgressLocation.Notification, title: plainMessage(translate(title)), cancellable: true };
  return window.withProgress(options, (_, token) => {
    token.onCancellationRequested(() => aborting.abort());
    return running;
  });
}
