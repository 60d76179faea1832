import type { DecorationOptions, Range } from "vscode";
import { type HoverLine, toHover } from "./hover.ts";
import { plainLabel } from "./plainText.ts";

/** A text after the range, with a hover over both. */
export function afterLine(range: Range, text: string, hover?: readonly HoverLine[]): DecorationOptions {
  const renderOptions = { after: { contentText: plainLabel(text) } };
  return { range, renderOptions, ...(hover === undefined ? {} : { hoverMessage: toHover(hover) }) };
}
