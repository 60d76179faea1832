import { type QuickPickItem, ThemeIcon, window } from "vscode";
import { DisposableStore } from "../core/disposable.ts";
import { plainLabel, plainMessage } from "./plainText.ts";
import { type PickRow, plainItem } from "./quickPick.ts";

export interface LiveRow extends PickRow {
  /** Tells the row from the others, also when they come anew. */
  readonly key: string;
  /** Of VS Code's own. */
  readonly icon: string;
  /** What stands in the field when the row is taken, to go on from there; undefined: the row is the answer. */
  readonly completesTo: string | undefined;
}

/** What stands below the field at a moment. */
export interface LiveRows<Row extends LiveRow> {
  readonly rows: readonly Row[];
  /** What is wrong with the text. */
  readonly problem?: string | undefined;
  readonly isLoading: boolean;
}

export interface LivePick<Row extends LiveRow> {
  readonly title: string;
  readonly placeholder: string;
  readonly value: string;
  /** The rows for a text, and again as more come, until the signal ends them. */
  readonly rowsFor: (text: string, signal: AbortSignal) => AsyncIterable<LiveRows<Row>>;
  /** What takes the place of a text that must not stay in the field. */
  readonly replacementOf: (text: string) => string | undefined;
}

/** Lets the person pick one of the rows that what they type stands for, in the order in which they are given. */
export async function pickLive<Row extends LiveRow>(frame: LivePick<Row>): Promise<Row | undefined> {
  const pick = window.createQuickPick<QuickPickItem & { readonly row: Row }>();
  const resources = new DisposableStore();
  resources.add(pick);
  pick.title = plainLabel(frame.title);
  pick.placeholder = plainLabel(frame.placeholder);
  // The order is the rows' own. VS Code has that property, but no stable type for it.
  Object.assign(pick, { sortByLabel: false });
  const state = { text: "", shownFor: undefined as string | undefined, isAccepted: false, asking: new AbortController() };
  try {
    return await new Promise<Row | undefined>((resolve, reject) => {
      const take = (row: Row | undefined): void => {
        if (row?.completesTo === undefined) return row === undefined ? undefined : resolve(row);
        pick.value = row.completesTo;
        change(row.completesTo);
      };
      const show = ({ rows, problem, isLoading }: LiveRows<Row>): void => {
        const active = state.shownFor === state.text ? pick.activeItems[0]?.row.key : undefined;
        pick.items = rows.map((row) => ({ ...plainItem({ ...row }), iconPath: new ThemeIcon(row.icon), alwaysShow: true, row }));
        const before = pick.items.filter(({ row }) => row.key === active);
        if (before.length > 0) pick.activeItems = before;
        pick.prompt = problem === undefined ? undefined : plainMessage(problem);
        pick.busy = isLoading;
        state.shownFor = state.text;
        if (!state.isAccepted) return;
        state.isAccepted = false;
        take(rows[0]);
      };
      const follow = async (text: string, signal: AbortSignal): Promise<void> => {
        for await (const rows of frame.rowsFor(text, signal)) if (!signal.aborted) show(rows);
      };
      const change = (typed: string): void => {
        const text = frame.replacementOf(typed) ?? typed;
        if (text !== typed) pick.value = text;
        if (text === state.text && state.shownFor !== undefined) return;
        state.asking.abort();
        state.asking = new AbortController();
        state.text = text;
        state.isAccepted = false;
        const { signal } = state.asking;
        follow(text, signal).catch((error: unknown) => (signal.aborted ? undefined : reject(error)));
      };
      resources.add(pick.onDidChangeValue(change));
      resources.add(
        pick.onDidAccept(() => {
          // Who types fast means what is typed, and not the rows of before.
          if (state.shownFor === state.text) take(pick.activeItems[0]?.row);
          else state.isAccepted = true;
        }),
      );
      resources.add(pick.onDidHide(() => resolve(undefined)));
      pick.value = frame.value;
      change(frame.value);
      pick.show();
    });
  } finally {
    state.asking.abort();
    resources.dispose();
  }
}
