import type { ElementHandle, Locator } from "playwright-core";
import { eventually } from "./eventually.ts";

/** How long the event takes at most from the hand to the page. */
const arrivalMs = 1_000;

/** Starts to listen at once. @returns whether that very element gets a click in time */
function listenForClick(element: ElementHandle): Promise<boolean> {
  const listen = (target: Node, milliseconds: number) =>
    new Promise<boolean>((resolve) => {
      target.addEventListener("click", () => resolve(true), { capture: true, once: true });
      setTimeout(() => resolve(false), milliseconds);
    });
  return element.evaluate(listen as (target: unknown, milliseconds: number) => Promise<boolean>, arrivalMs);
}

/**
 * Clicks until the click arrives: VS Code draws an element anew at any time, a button that is pressed before and released after that was
 * not clicked, and a person clicks once more.
 */
export async function click(locator: Locator): Promise<void> {
  const clickOnce = async (): Promise<boolean> => {
    const element = await locator.elementHandle();
    if (element === null) return false;
    const arrives = listenForClick(element);
    await locator.click();
    return arrives;
  };
  await eventually(clickOnce, Boolean, `a click on ${String(locator)} to arrive`);
}
