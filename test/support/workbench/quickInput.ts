import type { Locator, Page } from "playwright-core";
import { click } from "./click.ts";
import { actUntil, eventually, expectEventually } from "./eventually.ts";

/** A row of a quick pick as a person reads it. */
export interface QuickPickRow {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  /** Whether Enter takes it. */
  readonly isChosen: boolean;
}

/** VS Code's quick pick and input box: one widget at the top of the window, at most one of them visible. */
export interface QuickInput {
  readonly widget: Locator;
  /** Resolves when one is visible and its title, with the step as in "Log In (1/3)", matches. */
  waitFor(title?: string | RegExp): Promise<void>;
  /**
   * Does what opens one with that title, and once more where that had no effect: VS Code draws the rows of a tree anew at any time, and the
   * action of one that has just gone does nothing.
   */
  openBy(act: () => Promise<void>, title: string | RegExp): Promise<void>;
  title(): Promise<string>;
  /** The prompt, or the validation message where there is one. */
  message(): Promise<string>;
  value(): Promise<string>;
  placeholder(): Promise<string>;
  isPassword(): Promise<boolean>;
  /** Replaces what stands in the field. */
  type(text: string): Promise<void>;
  accept(): Promise<void>;
  /** `type`, then `accept`. */
  enter(text: string): Promise<void>;
  cancel(): Promise<void>;
  back(): Promise<void>;
  /** Resolves when the message matches. */
  waitForMessage(message: string | RegExp): Promise<void>;
  rows(): Promise<QuickPickRow[]>;
  /** Resolves with the rows once `isWanted` holds for them. */
  waitForRows(isWanted: (rows: readonly QuickPickRow[]) => boolean, what: string): Promise<QuickPickRow[]>;
  /** The label of the row that Enter takes. */
  focusedRow(): Promise<string>;
  /** Clicks the row with that label. */
  pick(label: string | RegExp): Promise<void>;
  /** Clicks a button in the title bar of the widget by its tooltip. */
  clickButton(label: string): Promise<void>;
  /** Resolves when none is visible and keys go to what has the focus. */
  waitForClosed(): Promise<void>;
}

async function textOf(locator: Locator): Promise<string> {
  return (await locator.count()) === 0 ? "" : ((await locator.first().textContent()) ?? "").trim();
}

export function createQuickInput(page: Page): QuickInput {
  const widget = page.locator(".quick-input-widget");
  const field = widget.locator(".quick-input-box input");
  const list = widget.locator(".quick-input-list .monaco-list-row");
  const progress = page.locator(".notification-toast .monaco-progress-container.active").first();
  const title = () => textOf(widget.locator(".quick-input-title"));
  const message = () => textOf(widget.locator(".quick-input-message"));
  // In one step: the list is drawn anew with each key.
  const rows = (): Promise<QuickPickRow[]> =>
    list.evaluateAll((all) =>
      all.map((row) => {
        const partOf = (part: string) => (row.querySelector(part)?.textContent ?? "").trim();
        return {
          label: partOf(".label-name"),
          description: partOf(".label-description"),
          detail: partOf(".quick-input-list-label-meta"),
          isChosen: row.classList.contains("focused"),
        };
      }),
    );
  const waitForClosed = async () => {
    await widget.waitFor({ state: "hidden" });
    // VS Code hands the keys back in a timer of its own: an Enter before that would still be the widget's, and be lost.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 0)));
  };
  const quickInput: QuickInput = {
    widget,
    title,
    message,
    waitFor: async (wanted) => {
      await widget.waitFor();
      if (wanted !== undefined) await expectEventually(title, wanted, "title of the quick input");
    },
    openBy: async (act, wanted) => {
      const matches = async (): Promise<boolean> => {
        const shown = (await widget.isVisible()) ? await title() : "";
        return typeof wanted === "string" ? shown.includes(wanted) : wanted.test(shown);
      };
      // What takes its time says so: to do it once more would end in two of them.
      const isUnderWay = async (): Promise<boolean> => (await matches()) || progress.isVisible();
      await actUntil(act, isUnderWay, `a quick input ${String(wanted)}`);
      await eventually(matches, Boolean, `a quick input ${String(wanted)}`);
    },
    value: () => field.inputValue(),
    placeholder: async () => (await field.getAttribute("placeholder")) ?? "",
    isPassword: async () => (await field.getAttribute("type")) === "password",
    type: (text) => field.fill(text),
    accept: () => field.press("Enter"),
    enter: async (text) => {
      await field.fill(text);
      await field.press("Enter");
    },
    cancel: async () => {
      await page.keyboard.press("Escape");
      await waitForClosed();
    },
    back: () => quickInput.clickButton("Back"),
    waitForMessage: (wanted) => expectEventually(message, wanted, "message of the quick input"),
    rows,
    waitForRows: (isWanted, what) => eventually(rows, isWanted, what),
    focusedRow: () => textOf(widget.locator(".quick-input-list .monaco-list-row.focused .label-name")),
    pick: async (label) => {
      // Where the pointer rests on a row its hover opens, and the rows move under a click.
      await page.mouse.move(1, 1);
      await click(list.filter({ has: page.locator(".label-name", { hasText: label }) }).first());
    },
    clickButton: (label) => click(widget.getByRole("button", { name: label }).first()),
    waitForClosed,
  };
  return quickInput;
}
