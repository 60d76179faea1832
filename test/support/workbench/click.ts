import { errors, type ElementHandle, type Locator } from "playwright-core";
import { eventually } from "./eventually.ts";

/** How long a person waits for what shall be clicked before moving the pointer to it anew. */
const patienceMs = 5_000;

/** @returns the count of the clicks that this very element gets, in the page */
function countClicks(element: ElementHandle) {
  return element.evaluateHandle((target) => {
    const count = { clicks: 0 };
    target.addEventListener("click", () => count.clicks++, { capture: true });
    return count;
  });
}

/**
 * Clicks until the click arrives: VS Code draws an element anew at any time, a button that is pressed before and released after that was
 * not clicked, and a person clicks once more.
 * @param approach what makes the element appear, for example a pointer over its row
 */
export async function click(locator: Locator, approach?: () => Promise<void>): Promise<void> {
  const clickOnce = async (): Promise<boolean> => {
    await approach?.();
    try {
      await locator.waitFor({ timeout: patienceMs });
      const element = await locator.elementHandle({ timeout: patienceMs });
      if (element === null) return false;
      const count = await countClicks(element);
      await locator.click({ timeout: patienceMs });
      return (await count.evaluate(({ clicks }) => clicks)) > 0;
    } catch (error) {
      if (error instanceof errors.TimeoutError) return false;
      throw error;
    }
  };
  await eventually(clickOnce, Boolean, `a click on ${String(locator)} to arrive`);
}
