import path from "node:path";
import type { Locator, Page } from "playwright-core";
import { eventually, eventuallyWithin } from "./eventually.ts";
import type { QuickInput } from "./quickInput.ts";

/** How long a person waits for what was pasted before pasting it again. */
const pasteMs = 3_000;

export interface Problem {
  /** What a screen reader says of the row: severity, message, source, code, line and column. */
  readonly text: string;
}

/** The active text editor. */
export interface Editor {
  readonly element: Locator;
  /** Opens a file of the workspace by a part of its path, and waits until it is the active editor. */
  open(file: string): Promise<void>;
  /** Types where the cursor is. */
  type(text: string): Promise<void>;
  /** Replaces the whole text. */
  setText(text: string): Promise<void>;
  save(): Promise<void>;
  goToLine(line: number, column?: number): Promise<void>;
  /** The lines on the screen. */
  text(): Promise<string>;
  /** Resolves with the lines on the screen once `isWanted` holds for them. */
  waitForText(isWanted: (text: string) => boolean, what: string): Promise<string>;
  /** Resolves once `isWanted` holds for the name of the language in the status bar, which follows the editor after a moment. */
  waitForLanguage(isWanted: (name: string) => boolean): Promise<string>;
  /** The rows of the Problems view that speak of a problem, once `isWanted` holds for them. */
  problems(isWanted: (problems: readonly Problem[]) => boolean): Promise<Problem[]>;
  /** Opens the menu of quick fixes at the cursor, and waits until it has one whose title holds this. The first row has the focus. */
  openQuickFixes(title: string): Promise<void>;
  /** Classes of the squiggles on the screen, such as `squiggly-error`. */
  squiggles(): Promise<string[]>;
}

export function createEditor(page: Page, quickInput: QuickInput, runCommand: (title: string) => Promise<void>): Editor {
  const element = page.locator(".part.editor .editor-group-container.active .monaco-editor[data-uri]").first();
  const lines = element.locator(".view-lines .view-line");
  const text = async () => {
    const placed = await lines.evaluateAll((all) =>
      all.map((line) => ({ top: Number.parseFloat((line as HTMLElement).style.top), text: line.textContent ?? "" })),
    );
    // Spaces are drawn as no-break spaces, and lines stand in the page in the order they were drawn.
    return placed
      .toSorted((a, b) => a.top - b.top)
      .map((line) => line.text.replaceAll("\u00a0", " "))
      .join("\n");
  };
  // Not by a click: the first line may be scrolled out of sight, and a lens may stand where the click goes.
  const focus = () => element.locator(".native-edit-context, .inputarea").focus();
  return {
    element,
    text,
    waitForText: (isWanted, what) => eventually(text, isWanted, what),
    open: async (file) => {
      await page.keyboard.press("Control+P");
      await quickInput.waitFor();
      await quickInput.type(file);
      // Files that were opened before are listed until those that match take their place: Enter opens the chosen row.
      const chosen = async () => (await quickInput.rows()).find((row) => row.isChosen);
      const folder = path.dirname(file);
      await eventually(
        chosen,
        (row) => row?.label === path.basename(file) && (folder === "." || row.description.endsWith(folder)),
        `"${file}" to be chosen in the list of files`,
      );
      await quickInput.accept();
      await quickInput.waitForClosed();
      const uri = page.locator(`.part.editor .editor-group-container.active .monaco-editor[data-uri$="${encodeURI(file)}"]`);
      await uri.first().waitFor();
    },
    type: (characters) => page.keyboard.type(characters),
    setText: async (replacement) => {
      // Pasted: the editor closes brackets and indents lines that are typed.
      await page.evaluate((content) => navigator.clipboard.writeText(content), replacement);
      const firstLine = replacement.split("\n")[0] ?? "";
      // A box that opens meanwhile takes the keys.
      const paste = async (): Promise<boolean> => {
        await focus();
        await page.keyboard.press("Control+A");
        await page.keyboard.press("Control+V");
        // Hints that the editor shows beside a line stand behind its text.
        return eventuallyWithin(pasteMs, async () => (await text()).startsWith(firstLine));
      };
      await eventually(paste, Boolean, "the pasted text");
    },
    save: () => page.keyboard.press("Control+S"),
    goToLine: async (line, column = 1) => {
      await page.keyboard.press("Control+G");
      await quickInput.waitFor();
      await quickInput.enter(`:${line}:${column}`);
      await quickInput.waitForClosed();
      // Keys pressed before the editor has the focus again would go nowhere.
      await page.locator(".part.editor .editor-group-container.active .monaco-editor.focused").first().waitFor();
    },
    waitForLanguage: (isWanted) =>
      eventually(async () => (await page.locator(String.raw`#status\.editor\.mode`).innerText()).trim(), isWanted, "the wanted language"),
    problems: async (isWanted) => {
      await runCommand("Problems: Focus on Problems View");
      const rows = page.locator(".markers-panel .monaco-list-row");
      const readAll = async () => {
        const labels = await rows.evaluateAll((all) => all.map((row) => row.getAttribute("aria-label") ?? ""));
        // The other rows are files.
        return labels.filter((label) => / at line \d+/.test(label)).map((label) => ({ text: label }));
      };
      return eventually(readAll, isWanted, "the wanted problems");
    },
    openQuickFixes: async (title) => {
      const action = page.locator(".action-widget .action-item, .action-widget .monaco-list-row", { hasText: title }).first();
      // Where the findings are about to be drawn anew, the menu may close, or say that there is nothing to fix.
      const isShown = async (): Promise<boolean> => {
        if (!(await action.isVisible())) await page.keyboard.press("Control+.");
        return action.waitFor({ timeout: 3_000 }).then(
          () => true,
          () => false,
        );
      };
      await eventually(isShown, (shown) => shown, `the quick fix “${title}”`);
    },
    squiggles: () =>
      element
        .locator("[class*='squiggly-']")
        .evaluateAll((all) => all.flatMap((each) => [...each.classList].filter((name) => name.startsWith("squiggly-")))),
  };
}
