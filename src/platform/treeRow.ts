import { type Command, type ThemeIcon, TreeItem, type TreeItemCollapsibleState, type TreeItemLabel } from "vscode";
import { plainParagraphs, plainRow } from "./plainText.ts";

/** A row of a tree. */
export interface TreeRow {
  readonly label: string;
  readonly icon: ThemeIcon;
  /** Which characters of the label stand out: from the first up to the second, for each place. */
  readonly highlights?: readonly (readonly [start: number, end: number])[];
  readonly description?: string;
  /** What a screen reader says of the row. Needed where there is a hover, which it would else say in place of the label. */
  readonly spoken?: string;
  /** The lines of the hover. */
  readonly hover?: readonly string[];
  readonly unfolds?: TreeItemCollapsibleState;
  /** Flags between semicolons, which package.json's menus match. */
  readonly contextValue?: string;
  readonly command?: Command;
}

/** Gives the row its hover. It is no Markdown: addresses in it stay text. */
export function setHover(item: TreeItem, lines: readonly string[]): void {
  item.tooltip = plainParagraphs(lines.map((line) => plainRow(line)).join("\n"));
}

/** VS Code's item of the row. */
export function toTreeItem(row: TreeRow, id: string): TreeItem {
  const { icon, description, spoken, hover, unfolds, contextValue, command } = row;
  const item = new TreeItem(labelOf(row), unfolds);
  item.id = id;
  item.iconPath = icon;
  if (description !== undefined) item.description = plainRow(description);
  if (spoken !== undefined) item.accessibilityInformation = { label: plainRow(spoken) };
  if (hover !== undefined) setHover(item, hover);
  if (contextValue !== undefined) item.contextValue = contextValue;
  if (command !== undefined) item.command = command;
  return item;
}

/** Where making the label plain has changed it, the places are others, and none is marked. */
function labelOf({ label, highlights = [] }: TreeRow): string | TreeItemLabel {
  const plain = plainRow(label);
  if (highlights.length === 0 || plain !== label) return plain;
  return { label, highlights: highlights.map(([start, end]) => [start, end]) };
}
