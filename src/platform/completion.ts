import { CompletionItem, type CompletionItemKind, type Range } from "vscode";
import { plainLabel } from "./plainText.ts";

export interface CompletionRow {
  readonly label: string;
  readonly detail: string;
  readonly kind: CompletionItemKind;
  /** What stands at the range once it is taken. */
  readonly inserts: string;
  readonly range: Range;
  /** What is typed there, so that VS Code shows the item: it was found by more than its beginning. */
  readonly typed: string;
  /** Its place in the list, from 0. */
  readonly rank: number;
  /** It is not whole: what follows is offered next. */
  readonly goesOn: boolean;
}

export function toCompletionItem({ label, detail, kind, inserts, range, typed, rank, goesOn }: CompletionRow): CompletionItem {
  const item = new CompletionItem({ label: plainLabel(label), description: plainLabel(detail) }, kind);
  item.insertText = inserts;
  item.range = range;
  item.filterText = typed;
  item.sortText = String(rank).padStart(6, "0");
  if (goesOn) item.command = { title: "", command: "editor.action.triggerSuggest" };
  return item;
}
