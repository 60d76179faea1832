import { MarkdownString } from "vscode";
import { markdownCode, markdownText } from "../core/markdown.ts";

/** A part of a line: a sentence, or something that is shown as code. */
export type HoverPart = string | { readonly code: string };

export interface HoverLine {
  readonly parts: readonly HoverPart[];
  /** 0: a paragraph; 1: an entry of a list; 2: one below it. */
  readonly level: 0 | 1 | 2;
}

/** What a person may do from a hover: a command of ours. */
export interface HoverAction {
  readonly label: string;
  readonly command: string;
  readonly argument: unknown;
}

/** A hover of paragraphs and lists, in which every part is text; below it what can be done. */
export function toHover(lines: readonly HoverLine[], actions: readonly HoverAction[] = []): MarkdownString {
  const markdown = new MarkdownString();
  // Nothing that is text becomes a link, and no link leads elsewhere than to these.
  if (actions.length > 0) markdown.isTrusted = { enabledCommands: actions.map(({ command }) => command) };
  for (const { parts, level } of lines) {
    const text = parts.map(toMarkdown).join("");
    markdown.appendMarkdown(level === 0 ? `\n${text}\n\n` : `${"  ".repeat(level - 1)}- ${text}\n`);
  }
  if (actions.length > 0) markdown.appendMarkdown(`\n${actions.map(toLink).join(" · ")}\n`);
  return markdown;
}

function toLink({ label, command, argument }: HoverAction): string {
  // A bracket would end the link.
  const written = encodeURIComponent(JSON.stringify([argument])).replaceAll(/[()']/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
  return `[${markdownText(label)}](command:${command}?${written})`;
}

function toMarkdown(part: HoverPart): string {
  return typeof part === "string" ? markdownText(part) : markdownCode(part.code);
}
