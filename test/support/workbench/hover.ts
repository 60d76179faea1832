import type { Locator, Page } from "playwright-core";
import type { Editor } from "./editor.ts";
import { eventually } from "./eventually.ts";

const tries = 4;
const patienceMs = 4000;

/**
 * Points at a target until its card shows. A row that is drawn anew under a pointer that rests gets no card; a person then
 * moves the pointer away and back.
 * @throws Playwright's error after four tries of 4 s
 */
export async function hoverCard(
  page: Page,
  target: Locator,
  card: Locator,
  position?: { readonly x: number; readonly y: number },
): Promise<Locator> {
  for (let left = tries - 1; ; left--) {
    await target.hover(position === undefined ? {} : { position });
    try {
      await card.waitFor({ timeout: patienceMs });
      return card;
    } catch (error) {
      if (left === 0) throw error;
      await page.mouse.move(1, 1);
    }
  }
}

/** The hover over a place in the active editor, once it says this. */
export async function hoverAt(
  { page, editor }: { readonly page: Page; readonly editor: Editor },
  line: number,
  column: number,
  says: RegExp,
): Promise<string> {
  await editor.goToLine(line, column);
  const card = page.locator(".monaco-hover:visible", { hasText: says }).first();
  const isShown = async (): Promise<boolean> => {
    await page.keyboard.press("Control+K");
    await page.keyboard.press("Control+I");
    return card.waitFor({ timeout: 3_000 }).then(
      () => true,
      () => false,
    );
  };
  await eventually(isShown, Boolean, `a hover that says ${String(says)}`);
  return (await card.innerText()).replaceAll("\u00a0", " ");
}
