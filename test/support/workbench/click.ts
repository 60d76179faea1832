import { errors, type ElementHandle, type JSHandle, type Locator, type Page } from "playwright-core";
import { eventually } from "./eventually.ts";

/** How long a person waits for what shall be clicked before moving the pointer to it anew. */
const patienceMs = 5_000;
/** How long a window may take to answer the button of the mouse: what is pressed is let go, or the next click would be none. */
const answerMs = 20_000;

/**
 * Moves the pointer to where nothing is. Where it rests on a row its hover opens sooner or later, and lies over the next ones. In the corner
 * the menu has a hover of its own.
 */
export function restPointer(page: Page): Promise<void> {
  return page.mouse.move(640, 400);
}

type ClickOptions = Omit<NonNullable<Parameters<Locator["click"]>[0]>, "timeout" | "trial">;

/** Clicks what the pointer can meet within a few seconds. Resolves with whether it did. */
export async function tryClick(locator: Locator, options: ClickOptions = {}): Promise<boolean> {
  try {
    await locator.click({ ...options, trial: true, timeout: patienceMs });
    await locator.click({ ...options, timeout: answerMs });
    return true;
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
    await restPointer(locator.page());
    return false;
  }
}

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

/** Whether the click met the element, or one that says the same: it was drawn anew before the press, and may have gone by the click. */
function landedIn(element: ElementHandle, seen: Seen): Promise<boolean> {
  return seen.evaluate(({ path }, own) => {
    const nameOf = (each: Element): string => `${each.getAttribute("aria-label") ?? ""}${each.textContent ?? ""}`.trim();
    const isLike = (each: EventTarget): boolean =>
      own instanceof Element &&
      each instanceof Element &&
      each.tagName === own.tagName &&
      nameOf(own) !== "" &&
      nameOf(each) === nameOf(own);
    return path.some((each) => each === own || isLike(each));
  }, element);
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
      // One that is said to have failed may have arrived, and taken its target away.
      await tryClick(locator);
      // The one that was, or the one that is.
      for (const element of [...before, ...(await locator.elementHandles())]) if (await landedIn(element, seen)) return true;
      return false;
    } catch (error) {
      if (!(error instanceof errors.TimeoutError)) throw error;
      await restPointer(locator.page());
      return false;
    }
  };
  await eventually(clickOnce, Boolean, `a click on ${String(locator)} to arrive`);
}
