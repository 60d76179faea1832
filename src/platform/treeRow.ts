import { type Command, type ThemeIcon, TreeItem, type TreeItemCollapsibleState } from "vscode";
import { plainParagraphs, plainRow } from "./plainText.ts";

/** A row of a tree. */
export interface TreeRow {
  readonly label: string;
  readonly icon: ThemeIcon;
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

/** VS Code's item of the row. The hover is no Markdown: addresses in it stay text. */
export function toTreeItem(row: TreeRow, id: string): TreeItem {
  const { label, icon, description, spoken, hover, unfolds, contextValue, command } = row;
  const item = new TreeItem(plainRow(label), unfolds);
  item.id = id;
  item.iconPath = icon;
  if (description !== undefined) item.description = plainRow(description);
  if (spoken !== undefined) item.accessibilityInformation = { label: plainRow(spoken) };
  if (hover !== undefined) item.tooltip = plainParagraphs(hover.map((line) => plainRow(line)).join("\n"));
  if (contextValue !== undefined) item.contextValue = contextValue;
  if (command !== undefined) item.command = command;
  return item;
}
