import type { Locator, Page } from "playwright-core";
import type { Editor } from "./editor.ts";
import { eventually, eventuallyWithin } from "./eventually.ts";

/** How long a person lets the pointer rest before moving it away and back: longer each time, as on a machine that has much else to do. */
const patiencesMs = [4_000, 8_000, 16_000];

/**
 * Points at a target until its card shows. A row that is drawn anew under a pointer that rests gets no card; a person then
 * moves the pointer away and back.
 * @throws Playwright's error of the last try
 */
export async function hoverCard(
  page: Page,
  target: Locator,
  card: Locator,
  position?: { readonly x: number; readonly y: number },
): Promise<Locator> {
  for (const [index, timeout] of patiencesMs.entries()) {
    // The card of another one may lie over it.
    await page.mouse.move(1, 1);
    await target.hover(position === undefined ? {} : { position });
    try {
      await card.waitFor({ timeout });
      break;
    } catch (error) {
      if (index === patiencesMs.length - 1) throw error;
    }
  }
  return card;
}

/** The hover over a place in the active editor, once it says this. */
export async function hoverAt(
  { page, editor }: { readonly page: Page; readonly editor: Editor },
  line: number,
  column: number,
  says: RegExp,
): Promise<string> {
  await editor.goToLine(line, column);
  // At one moment: a hover goes with the next change of the text, or of the window.
  const read = async (): Promise<string> => {
    const cards = await page.locator(".monaco-hover:visible").evaluateAll((all) => (all as HTMLElement[]).map((card) => card.innerText));
    return cards.map((card) => card.replaceAll("\u00a0", " ")).find((card) => says.test(card)) ?? "";
  };
  const seen = { text: "", tries: 0 };
  const isSaid = async (): Promise<boolean> => (seen.text = await read()) !== "";
  const isShown = async (): Promise<boolean> => {
    await page.keyboard.press("Control+K");
    await page.keyboard.press("Control+I");
    return eventuallyWithin(patiencesMs[Math.min(seen.tries++, patiencesMs.length - 1)] ?? 0, isSaid);
  };
  await eventually(isShown, Boolean, `a hover that says ${String(says)}`);
  return seen.text;
}
