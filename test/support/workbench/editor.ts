import path from "node:path";
import type { Locator, Page } from "playwright-core";
import { click, tryClick } from "./click.ts";
import { actUntil, eventually, eventuallyWithin } from "./eventually.ts";
import type { QuickInput, QuickPickRow } from "./quickInput.ts";

/** How long a person waits for what was pasted before pasting it again. */
const pasteMs = 3_000;
/** How long a box may take to go. */
const closeMs = 8_000;

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
  /** Replaces the whole text by one that the screen has room for. */
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
  /** Opens the menu of quick fixes at the cursor, and waits until it has one whose title holds this. */
  openQuickFixes(title: string): Promise<void>;
  /** Takes that one, and once more where that had no effect: the menu closes where the findings are drawn anew. */
  takeQuickFix(title: string, isTaken: () => Promise<boolean>): Promise<void>;
  /** The class that the last word or line with this text has its color by. */
  kindOf(text: string): Promise<string>;
  /** Clicks a lens by its title: the only one, or the one at that place from the top, from 0. */
  clickLens(title: string, index?: number): Promise<void>;
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
  const open = (key: string) =>
    actUntil(
      () => page.keyboard.press(key),
      () => quickInput.widget.isVisible(),
      `what ${key} opens`,
    );
  /** An Enter that comes before the box has read its text does nothing: then it is closed, and opened once more. */
  const closed = async (): Promise<void> => {
    if (!(await eventuallyWithin(closeMs, async () => !(await quickInput.widget.isVisible())))) await page.keyboard.press("Escape");
    await quickInput.waitForClosed();
  };
  const quickFix = (title: string) =>
    page.locator(".action-widget .action-item, .action-widget .monaco-list-row", { hasText: title }).first();
  const openQuickFixes = async (title: string): Promise<void> => {
    const action = quickFix(title);
    // Where the findings are about to be drawn anew, the menu may close, or say that there is nothing to fix.
    const isShown = async (): Promise<boolean> => {
      if (!(await action.isVisible())) await page.keyboard.press("Control+.");
      return action.waitFor({ timeout: 3_000 }).then(
        () => true,
        () => false,
      );
    };
    await eventually(isShown, (shown) => shown, `the quick fix “${title}”`);
  };
  // Not by a click: the first line may be scrolled out of sight, and a lens may stand where the click goes.
  const focus = () => element.locator(".native-edit-context, .inputarea").focus();
  return {
    element,
    text,
    waitForText: (isWanted, what) => eventually(text, isWanted, what),
    open: async (file) => {
      const folder = path.dirname(file);
      const isMeant = ({ isChosen, label, description }: QuickPickRow): boolean =>
        isChosen && label === path.basename(file) && (folder === "." || description.endsWith(folder));
      const uri = page.locator(`.part.editor .editor-group-container.active .monaco-editor[data-uri$="${encodeURI(file)}"]`);
      const choose = async (): Promise<void> => {
        await open("Control+P");
        await quickInput.type(file);
        // Files that were opened before are listed until those that match take their place: Enter opens the chosen row.
        await quickInput.waitForRows((rows) => rows.some(isMeant), `"${file}" to be chosen in the list of files`);
        await quickInput.accept();
        await closed();
      };
      await actUntil(choose, () => uri.first().isVisible(), `"${file}" in the editor`);
    },
    type: (characters) => page.keyboard.type(characters),
    setText: async (replacement) => {
      // Pasted: the editor closes brackets and indents lines that are typed.
      await page.evaluate((content) => navigator.clipboard.writeText(content), replacement);
      const wanted = replacement.split("\n");
      // Hints that the editor shows beside a line stand behind its text.
      const isThere = async (): Promise<boolean> => {
        const shown = (await text()).split("\n");
        return shown.length === wanted.length && wanted.every((line, index) => shown[index]?.startsWith(line));
      };
      // A box that opens meanwhile takes the keys.
      const paste = async (): Promise<boolean> => {
        await focus();
        await page.keyboard.press("Control+A");
        await page.keyboard.press("Control+V");
        return eventuallyWithin(pasteMs, isThere);
      };
      await eventually(paste, Boolean, "the pasted text");
    },
    save: () => page.keyboard.press("Control+S"),
    goToLine: async (line, column = 1) => {
      const place = page.locator(String.raw`#status\.editor\.selection`, { hasText: `Ln ${line},` });
      const go = async (): Promise<void> => {
        await open("Control+G");
        await quickInput.enter(`:${line}:${column}`);
        await closed();
      };
      await actUntil(go, () => place.isVisible(), `the cursor in line ${line}`);
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
    takeQuickFix: async (title, isTaken) => {
      const take = async (): Promise<void> => {
        await openQuickFixes(title);
        // By the pointer: where the menu has closed meanwhile, a key would go to the text. In VS Code 1.112 it has to move first.
        await page.mouse.move(1, 1);
        await tryClick(quickFix(title));
      };
      await actUntil(take, isTaken, `the quick fix “${title}” to be taken`);
    },
    openQuickFixes,
    kindOf: async (words) => {
      const kinds = await element
        .locator(".view-line span[class*='mtk']", { hasText: words })
        .evaluateAll((all) => all.map((token) => /mtk\d+/.exec(token.className)?.[0] ?? ""));
      return kinds.at(-1) ?? "";
    },
    clickLens: (title, index = 0) => click(element.locator(".codelens-decoration a", { hasText: title }).nth(index)),
    squiggles: () =>
      element
        .locator("[class*='squiggly-']")
        .evaluateAll((all) => all.flatMap((each) => [...each.classList].filter((name) => name.startsWith("squiggly-")))),
  };
}
