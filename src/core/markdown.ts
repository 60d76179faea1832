import { boundedText, visibleText } from "./visibleText.ts";

const maxLength = 2_000;

/** Marks that mean something inside a line, wherever they stand. */
const inlineMark = /[\\`*_~[\]<>&|]/g;
/** What makes a bare address a link (GitHub Flavored Markdown 0.29, section 6.9). */
const addressMark = /:(?=\/\/)|@|(?<=www)\./gi;
/** Marks that begin a block: a heading, a list, a rule, an underlined heading. */
const blockMark = /^[#+=-]|(?<=^\d+)[.)]/;

/** Text as Markdown that shows it as it stands, bounded and on one line: no link, no picture, no HTML, no address that becomes a link. */
export function markdownText(text: string): string {
  const escape = String.raw`\$&`;
  // Spaces could make an indented block.
  return visibleText(boundedText(text, maxLength))
    .replaceAll(inlineMark, escape)
    .replaceAll(addressMark, escape)
    .replace(blockMark, escape)
    .replaceAll(/^ +| +$| {2,}/g, (spaces) => "&nbsp;".repeat(spaces.length));
}

/** A code span of the text's own, or a word with what stands round it. */
const word = /`[^`\s][^`\n]*`(?=[.,:;)]*(?:\s|$))|\S+/g;

/**
 * Text as Markdown that reads the same in the source as in the preview: each word in which a mark means something is a code
 * span, and no backslash is written. What is shown is bounded and on one line, and nothing in it is a link, a picture or HTML.
 */
export function markdownProse(text: string): string {
  return visibleText(boundedText(text, maxLength))
    .trim()
    .replaceAll(word, (part, start: number) => {
      if (/^`[^`]+`$/.test(part)) return part;
      const [, bare = "", stop = ""] = /^(.*?)([.,:;]*)$/s.exec(part) ?? [];
      const isPlain = part.search(inlineMark) < 0 && part.search(addressMark) < 0 && (start > 0 || !blockMark.test(part));
      return isPlain || bare === "" ? part : `${markdownCode(bare)}${stop}`;
    });
}

/** Text as a bounded code span, which its own back-ticks do not leave (CommonMark 0.31, section 6.1). */
export function markdownCode(text: string): string {
  const shown = visibleText(boundedText(text, maxLength));
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  // One space on each side is dropped again; an empty span would be two back-ticks.
  const isPadded = shown === "" || /^[` ]|[` ]$/.test(shown);
  return isPadded ? `${fence} ${shown} ${fence}` : `${fence}${shown}${fence}`;
}
