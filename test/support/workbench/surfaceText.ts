import assert from "node:assert/strict";
import type { Locator } from "playwright-core";

/** What is not seen, or reorders its neighbours. */
export const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const markup = "a, img, .codicon, code, strong, em";

/** What a surface shows, and how much of it is more than text. */
export interface Found {
  readonly text: string;
  readonly markup: number;
}

export async function look(surface: Locator): Promise<Found> {
  return surface.evaluate(
    (element, selector) => ({ text: (element.textContent ?? "").replaceAll("\n", " "), markup: element.querySelectorAll(selector).length }),
    markup,
  );
}

/**
 * The surface has what it has of a harmless text, no character in it is unseen, and a link has not taken its target from sight.
 * The foreign text holds “this page”, which links to `command:workbench.action.terminal.new`.
 */
export function assertPlain(found: Found, harmlessly: Found): void {
  // The editor draws spaces as no-break spaces.
  const text = found.text.replaceAll("\u00a0", " ");
  assert.match(text, /this[ _]page/);
  assert.ok(text.includes("workbench.action.terminal.new"), `a link took its target from sight: ${text}`);
  assert.equal(found.markup, harmlessly.markup, text);
  // Icons of our own are characters of a font.
  assert.doesNotMatch(text.replaceAll(/\p{Co}/gu, ""), unseen);
}
