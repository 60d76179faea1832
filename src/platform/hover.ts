import { MarkdownString } from "vscode";
import { markdownCode, markdownText } from "../core/markdown.ts";

/** A part of a line: a sentence, or something that is shown as code. */
export type HoverPart = string | { readonly code: string };

export interface HoverLine {
  readonly parts: readonly HoverPart[];
  /** 0: a paragraph; 1: an entry of a list; 2: one below it. */
  readonly level: 0 | 1 | 2;
}

/** A hover of paragraphs and lists, in which every part is text. */
export function toHover(lines: readonly HoverLine[]): MarkdownString {
  const markdown = new MarkdownString();
  for (const { parts, level } of lines) {
    const text = parts.map(toMarkdown).join("");
    markdown.appendMarkdown(level === 0 ? `\n${text}\n\n` : `${"  ".repeat(level - 1)}- ${text}\n`);
  }
  return markdown;
}

function toMarkdown(part: HoverPart): string {
  return typeof part === "string" ? markdownText(part) : markdownCode(part.code);
}
