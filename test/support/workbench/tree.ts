import type { Locator, Page } from "playwright-core";
import { click, restPointer, tryClick } from "./click.ts";
import { actUntil, eventually, eventuallyWithin } from "./eventually.ts";

/** A row of a tree view as a person reads it. */
export interface TreeRow {
  /** Position among all rows that are unfolded, from 0: the order in the document is not the order on the screen. */
  readonly index: number;
  /** 1 for the roots. */
  readonly level: number;
  readonly label: string;
  readonly description: string;
  /** undefined where there is nothing to unfold. */
  readonly expanded: boolean | undefined;
}

/** One tree view, by its title. Rows are found by their exact label; only rows on the screen exist in the page. */
export interface Tree {
  readonly element: Locator;
  rows(): Promise<TreeRow[]>;
  labels(): Promise<string[]>;
  /** Resolves with the rows once `isWanted` holds for them. */
  waitForRows(isWanted: (rows: readonly TreeRow[]) => boolean, what: string): Promise<TreeRow[]>;
  waitForRow(label: string): Promise<TreeRow>;
  /** Does what changes the rows, and once more where that had no effect; resolves with them once `isWanted` holds. */
  changeBy(act: () => Promise<unknown>, isWanted: (rows: readonly TreeRow[]) => boolean, what: string): Promise<TreeRow[]>;
  /** The row whose label is this, or matches. */
  row(label: string | RegExp): Locator;
  /** Clicks the twistie and waits until the row says that it is unfolded. */
  expand(label: string): Promise<void>;
  collapse(label: string): Promise<void>;
  select(label: string): Promise<void>;
  /** Takes a row into the selection, or out of it; the others stay as they are. */
  setSelected(label: string, isSelected: boolean): Promise<void>;
  /** Moves the focus to a row by keys, which leaves the selection as it is. */
  focus(label: string): Promise<void>;
  /** Clicks an action that appears in the row while the pointer is over it. */
  clickInlineAction(label: string, action: string): Promise<void>;
  /** Opens the context menu of a row and returns its entries; leaves it open. */
  openContextMenu(label: string | RegExp): Promise<string[]>;
  /** Closes the menu that is open. */
  closeContextMenu(): Promise<void>;
  /** Opens the context menu of a row and clicks an entry. */
  clickContextMenu(label: string | RegExp, entry: string): Promise<void>;
  /** The hover of a row, once it says this: another row's may still be there, and VS Code says “Loading...” in it at first. */
  hover(label: string, says: RegExp): Promise<string>;
  /** Moves by one screen, for lists longer than it. */
  pageDown(): Promise<void>;
}

function readRows(tree: Locator): Promise<TreeRow[]> {
  return tree.locator(".monaco-list-row").evaluateAll((rows) =>
    rows
      .map((row) => {
        const expanded = row.getAttribute("aria-expanded");
        return {
          index: Number(row.getAttribute("data-index")),
          level: Number(row.getAttribute("aria-level")),
          label: row.querySelector(".label-name")?.textContent ?? "",
          description: row.querySelector(".label-description")?.textContent ?? "",
          expanded: expanded === null ? undefined : expanded === "true",
        };
      })
      .toSorted((left, right) => left.index - right.index),
  );
}

/** How long a person waits before clicking once more. */
const patienceMs = 3_000;
/** How long a person lets the pointer rest on a row before moving it away and back. */
const hoverMs = 8_000;

function literally(text: string): RegExp {
  return new RegExp(`^\\s*${text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}\\s*$`);
}

export function createTree(page: Page, title: string): Tree {
  // The side bar may hold a second tree whose name begins alike.
  const element = page.locator(
    `.part.sidebar [role="tree"][aria-label="${title}"], .part.auxiliarybar [role="tree"][aria-label="${title}"], .part.panel [role="tree"][aria-label="${title}"]`,
  );
  const menu = page.locator(".monaco-menu");
  const row = (label: string | RegExp) =>
    element
      .locator(".monaco-list-row")
      .filter({ has: page.locator(".label-name", { hasText: typeof label === "string" ? literally(label) : label }) })
      .first();
  const toggle = async (label: string, expanded: boolean) => {
    const isToggled = async (): Promise<boolean> => (await row(label).getAttribute("aria-expanded")) === String(expanded);
    if (await isToggled()) return;
    // A click that meets a redraw of the tree is lost, and a person clicks once more.
    const clickAgain = async (): Promise<boolean> => {
      if (await isToggled()) return true;
      await click(row(label).locator(".monaco-tl-twistie"));
      return eventuallyWithin(patienceMs, isToggled);
    };
    await eventually(clickAgain, Boolean, `"${label}" to be ${expanded ? "unfolded" : "folded"}`);
    await restPointer(page);
  };
  /** At one moment: a tree that is drawn anew closes the menu. */
  const entries = (): Promise<string[]> =>
    menu.evaluateAll(([first]) =>
      [...(first?.querySelectorAll<HTMLElement>(".action-item .action-label:not(.separator)") ?? [])].map((entry) => entry.innerText),
    );
  const openContextMenu = async (label: string | RegExp) => {
    const open = async (): Promise<string[]> => {
      await tryClick(row(label), { button: "right" });
      await eventuallyWithin(patienceMs, () => menu.first().isVisible());
      return entries();
    };
    return eventually(open, ({ length }) => length > 0, `the context menu of "${String(label)}"`);
  };
  const closeContextMenu = async () => {
    const close = async (): Promise<void> => {
      if (await menu.first().isVisible()) await page.keyboard.press("Escape");
    };
    await actUntil(close, async () => !(await menu.first().isVisible()), "the menu to close");
    await restPointer(page);
  };
  return {
    element,
    row,
    openContextMenu,
    closeContextMenu,
    rows: () => readRows(element),
    labels: async () => (await readRows(element)).map((each) => each.label),
    waitForRows: (isWanted, what) => eventually(() => readRows(element), isWanted, what),
    changeBy: async (act, isWanted, what) => {
      const last: { rows: TreeRow[] } = { rows: [] };
      await actUntil(act, async () => isWanted((last.rows = await readRows(element))), what);
      return last.rows;
    },
    waitForRow: async (label) => {
      const rows = await eventually(
        () => readRows(element),
        (all) => all.some((each) => each.label === label),
        `a row "${label}" in "${title}"`,
      );
      return rows.find((each) => each.label === label) as TreeRow;
    },
    expand: (label) => toggle(label, true),
    collapse: (label) => toggle(label, false),
    select: async (label) => {
      await click(row(label));
      await restPointer(page);
    },
    setSelected: async (label, isSelected) => {
      const isSo = async (): Promise<boolean> => ((await row(label).getAttribute("aria-selected")) === "true") === isSelected;
      const toggleOnce = async (): Promise<boolean> => {
        if (await isSo()) return true;
        await tryClick(row(label), { modifiers: ["ControlOrMeta"] });
        await restPointer(page);
        return eventuallyWithin(patienceMs, isSo);
      };
      await eventually(toggleOnce, Boolean, `"${label}" to be ${isSelected ? "selected" : "left out"}`);
    },
    focus: async (label) => {
      // At one moment: rows come and go, and take their places anew.
      const indexOf = async (rows: Locator): Promise<number> =>
        (await rows.evaluateAll((all) => all.map((each) => Number(each.getAttribute("data-index")))))[0] ?? -1;
      const index = (): Promise<number> => indexOf(element.locator(".monaco-list-row.focused"));
      const step = async (): Promise<boolean> => {
        const [at, wanted] = [await index(), await indexOf(row(label))];
        if (at === wanted) return at >= 0;
        await element.focus();
        await page.keyboard.press(at < wanted ? "ArrowDown" : "ArrowUp");
        await eventuallyWithin(patienceMs, async () => (await index()) !== at);
        return false;
      };
      await eventually(step, Boolean, `the focus on "${label}"`);
    },
    clickInlineAction: async (label, action) => {
      await click(row(label).locator(".actions").getByRole("button", { name: action }), async () => {
        await page.mouse.move(1, 1);
        await row(label).hover();
      });
      await restPointer(page);
    },
    clickContextMenu: async (label, entry) => {
      const choose = async (): Promise<boolean> => {
        if (!(await menu.first().isVisible())) await openContextMenu(label);
        // VS Code ignores the button's release for 100 ms after a menu appears, and longer on a busy machine: the menu stays then.
        const item = menu.first().getByRole("menuitem", { name: literally(entry) });
        const isClicked = await tryClick(item, { delay: 200 });
        return isClicked && eventuallyWithin(patienceMs, async () => !(await menu.first().isVisible()));
      };
      await eventually(choose, Boolean, `“${entry}” of the menu of "${String(label)}"`);
      await restPointer(page);
    },
    hover: async (label, says) => {
      const cards = page.locator(".workbench-hover, .monaco-hover");
      // At one moment: a tree that is drawn anew takes the card away.
      const read = (): Promise<string> =>
        cards.evaluateAll((all) => (all as HTMLElement[]).findLast((each) => each.checkVisibility())?.innerText ?? "");
      const point = async (): Promise<string> => {
        await restPointer(page);
        await row(label).locator(".label-name").hover();
        const said = { text: "" };
        await eventuallyWithin(hoverMs, async () => says.test((said.text = await read())));
        return said.text;
      };
      const text = await eventually(point, (said) => says.test(said), `the hover of "${label}"`);
      // It stays while the pointer is on its way to the next rows.
      await restPointer(page);
      await cards.last().waitFor({ state: "hidden" });
      return text;
    },
    pageDown: async () => {
      await element.focus();
      await page.keyboard.press("PageDown");
    },
  };
}
