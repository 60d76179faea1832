import { errors, type ElementHandle, type JSHandle, type Locator } from "playwright-core";
import { eventually } from "./eventually.ts";

/** How long a person waits for what shall be clicked before moving the pointer to it anew. */
const patienceMs = 5_000;

/** The elements that a click met, innermost first; empty while there was none. */
type Seen = JSHandle<{ path: EventTarget[] }>;

/** Listens for the next click of the page. */
function seeNextClick(element: ElementHandle): Promise<Seen> {
  return element.evaluateHandle(() => {
    const seen: { path: EventTarget[] } = { path: [] };
    document.addEventListener("click", (event) => (seen.path = event.composedPath()), { capture: true, once: true });
    return seen;
  });
}

function landedIn(element: ElementHandle, seen: Seen): Promise<boolean> {
  return seen.evaluate(({ path }, own) => path.includes(own), element);
}

/**
 * Clicks until the click arrives: VS Code draws an element anew at any time, a button that is pressed before and released after that was
 * not clicked, and a person clicks once more.
 * @param approach what makes the element appear, for example a pointer over its row
 */
export async function click(locator: Locator, approach?: () => Promise<void>): Promise<void> {
  const clickOnce = async (): Promise<boolean> => {
    try {
      await approach?.();
      await locator.waitFor({ timeout: patienceMs });
      const before = await locator.elementHandles();
      if (before[0] === undefined) return false;
      const seen = await seeNextClick(before[0]);
      await locator.click({ timeout: patienceMs });
      // Drawn anew before the press, or after the release: the one that was, or the one that is.
      for (const element of [...before, ...(await locator.elementHandles())]) if (await landedIn(element, seen)) return true;
      return false;
    } catch (error) {
      if (error instanceof errors.TimeoutError) return false;
      throw error;
    }
  };
  await eventually(clickOnce, Boolean, `a click on ${String(locator)} to arrive`);
}
