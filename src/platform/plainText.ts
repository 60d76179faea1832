import type { ForeignText } from "../core/foreignText.ts";
import { boundedText, unlinkedText, visibleText } from "../core/visibleText.ts";

/**
 * The one place where text that a registry, a helper, a file or a workspace wrote becomes safe to show: a function for
 * each kind of surface. All of the text given is shown as text; nothing in it becomes a link, a command, an icon, or a
 * control.
 */

const maxArgument = 500;
const maxLine = 2_000;
const maxParagraphs = 8_000;
const maxLogEntry = 8_000;

/** What fills a place of a sentence: on one line, and short enough to leave the rest of the sentence on the screen. */
export function plainArgument(text: string): string {
  return visibleText(boundedText(text, maxArgument));
}

/** What somebody else wrote, as part of a sentence or a log entry of ours: without its own full stop. */
export function plainQuotation(text: ForeignText): string {
  return plainArgument(text.openForSurface()).replace(/\.$/, "");
}

/** Notifications, and prompt and validation message of an input box: VS Code makes links of `[label](target)` in them. */
export function plainMessage(text: string): string {
  return plainLine(text, maxLine);
}

/** Labels of quick picks, status bar and lenses: VS Code makes icons of `$(name)` in them. */
export function plainLabel(text: string): string {
  return plainLine(text, maxLine);
}

/** Label, description and accessible name of a tree's row. */
export function plainRow(text: string): string {
  return plainLine(text, maxLine);
}

/** A hover that is no Markdown, and a modal dialog: plain text that keeps its lines. */
export function plainParagraphs(text: string): string {
  return unlinkedText(visibleText(boundedText(text, maxParagraphs), "\n"));
}

/** A line in the log. */
export function plainLogEntry(text: string): string {
  return visibleText(boundedText(text, maxLogEntry));
}

/** A read-only document: all of it, with its lines and tabs. */
export function plainDocument(text: string): string {
  return visibleText(text, "\n\t");
}

function plainLine(text: string, length: number): string {
  return unlinkedText(visibleText(boundedText(text, length)));
}
