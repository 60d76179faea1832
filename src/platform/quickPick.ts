import { type QuickPickItem, window } from "vscode";
import { plainLabel } from "./plainText.ts";

export interface PickRow {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
}

/** The row as VS Code shows it, with nothing in its texts but text. */
export function plainItem<Row extends PickRow>(row: Row): Row & QuickPickItem {
  const { label, description, detail } = row;
  return {
    ...row,
    label: plainLabel(label),
    ...(description === undefined ? {} : { description: plainLabel(description) }),
    ...(detail === undefined ? {} : { detail: plainLabel(detail) }),
  };
}

/** A note in its lines, two in each row: nothing of it is cut off. */
export function noteRows(icon: "info" | "error", lines: readonly string[], alwaysShow = false): readonly QuickPickItem[] {
  const rows: QuickPickItem[] = [];
  for (let index = 0; index < lines.length; index += 2) {
    const [label = "", detail] = lines.slice(index, index + 2).map(plainLabel);
    rows.push({ label: index === 0 ? `$(${icon}) ${label}` : label, alwaysShow, ...(detail === undefined ? {} : { detail }) });
  }
  return rows;
}

/** Lets the person pick one of the rows. */
export async function pickRow<Row extends PickRow>(
  rows: readonly Row[],
  { title, placeholder }: { readonly title: string; readonly placeholder: string },
): Promise<Row | undefined> {
  const items = rows.map((row) => ({ ...plainItem({ ...row }), row }));
  return (await window.showQuickPick(items, { title: plainLabel(title), placeHolder: plainLabel(placeholder) }))?.row;
}

/** Lets the person pick one of the labels. */
export async function pickLabel(
  labels: readonly string[],
  texts: { readonly title: string; readonly placeholder: string },
): Promise<string | undefined> {
  return (
    await pickRow(
      labels.map((label) => ({ label })),
      texts,
    )
  )?.label;
}
