import { type QuickInputButton, QuickInputButtons, type QuickPickItem, ThemeColor, ThemeIcon, window } from "vscode";
import { DisposableStore } from "../core/disposable.ts";
import type { ReportSeverity } from "../services/doctor/finding.ts";
import { plainLabel } from "./plainText.ts";
import { noteLines } from "./noteLines.ts";
import { noteRows, type PickRow, plainItem } from "./quickPick.ts";

export interface ReportRow extends PickRow {
  readonly severity?: ReportSeverity;
}

const icons: Readonly<Record<ReportSeverity, ThemeIcon>> = {
  error: new ThemeIcon("error", new ThemeColor("list.errorForeground")),
  warning: new ThemeIcon("warning", new ThemeColor("list.warningForeground")),
  hint: new ThemeIcon("info"),
  good: new ThemeIcon("pass", new ThemeColor("testing.iconPassed")),
};

export interface ReportFrame {
  readonly title: string;
  readonly placeholder: string;
  readonly canGoBack?: boolean;
  /** Above the rows, in as many lines as it takes. */
  readonly note?: string;
  /** What the button of the title bar does; the list stays. */
  readonly copy?: { readonly label: string; readonly run: () => void };
}

/** Lets the person pick a line of a report. Undefined where they give up. */
export function pickReportRow<Row extends ReportRow>(rows: readonly Row[], frame: ReportFrame): Promise<Row | "back" | undefined> {
  const resources = new DisposableStore();
  const pick = resources.add(window.createQuickPick<QuickPickItem & { readonly row?: Row }>());
  pick.title = plainLabel(frame.title);
  pick.placeholder = plainLabel(frame.placeholder);
  pick.matchOnDetail = true;
  pick.ignoreFocusOut = true;
  const items = rows.map((row) => ({
    ...plainItem({ label: row.label, ...(row.detail === undefined ? {} : { detail: row.detail }) }),
    ...(row.severity === undefined ? {} : { iconPath: icons[row.severity] }),
    row,
  }));
  pick.items = [...(frame.note === undefined ? [] : noteRows("info", noteLines(frame.note))), ...items];
  pick.activeItems = items.slice(0, 1);
  const copy: QuickInputButton = { iconPath: new ThemeIcon("copy"), tooltip: plainLabel(frame.copy?.label ?? "") };
  pick.buttons = [...(frame.canGoBack === true ? [QuickInputButtons.Back] : []), ...(frame.copy === undefined ? [] : [copy])];
  return new Promise<Row | "back" | undefined>((resolve) => {
    resources.add(pick.onDidTriggerButton((button) => (button === copy ? frame.copy?.run() : resolve("back"))));
    resources.add(
      pick.onDidAccept(() => {
        const row = pick.selectedItems[0]?.row;
        // A note does nothing.
        if (row !== undefined) resolve(row);
      }),
    );
    resources.add(pick.onDidHide(() => resolve(undefined)));
    pick.show();
  }).finally(() => resources.dispose());
}
