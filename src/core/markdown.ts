import { visibleText } from "./visibleText.ts";

/** Text as Markdown that shows it as it stands, on one line: no link, no picture, no HTML, no address that becomes a link. */
export function markdownText(text: string): string {
  // A backslash takes the meaning of every ASCII punctuation mark (CommonMark 0.31, section 2.4); spaces could make an indented block.
  return visibleText(text)
    .replaceAll(/[!-/:-@[-`{-~]/g, String.raw`\$&`)
    .replaceAll(/^ +| +$| {2,}/g, (spaces) => "&nbsp;".repeat(spaces.length));
}

/** Text as a code span, which its own back-ticks do not leave (CommonMark 0.31, section 6.1). */
export function markdownCode(text: string): string {
  const shown = visibleText(text);
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  // One space on each side is dropped again; an empty span would be two back-ticks.
  const isPadded = shown === "" || /^[` ]|[` ]$/.test(shown);
  return isPadded ? `${fence} ${shown} ${fence}` : `${fence}${shown}${fence}`;
}
