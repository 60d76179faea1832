import type { Locator, Page } from "playwright-core";

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
