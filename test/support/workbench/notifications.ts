import type { Page } from "playwright-core";
import { click } from "./click.ts";
import { actUntil, eventually } from "./eventually.ts";

export interface Notification {
  readonly severity: "info" | "warning" | "error";
  readonly message: string;
  readonly buttons: readonly string[];
  /** Its end is not to be seen. */
  readonly isCutOff: boolean;
}

export interface Dialog {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

/** Toasts in the corner, and the modal dialog in the middle. */
export interface Notifications {
  list(): Promise<Notification[]>;
  /** Resolves with the toast whose message contains or matches the text. */
  waitFor(message: string | RegExp): Promise<Notification>;
  /** Clicks a button of the toast with that message. */
  click(message: string | RegExp, button: string): Promise<void>;
  dismissAll(): Promise<void>;
  /** Message and detail of the modal dialog, once there is one. */
  waitForDialog(): Promise<Dialog>;
  /** Does what opens a modal dialog, and once more where that had no effect. */
  openDialogBy(act: () => Promise<unknown>): Promise<Dialog>;
  clickDialog(button: string): Promise<void>;
}

/** All of them at one moment: toasts come and go by themselves. */
function readAll(toasts: readonly Element[]): Notification[] {
  return toasts.map((toast) => {
    const icon = toast.querySelector(".notification-list-item-icon")?.className ?? "";
    const message = toast.querySelector<HTMLElement>(".notification-list-item-message");
    const buttons = toast.querySelectorAll<HTMLElement>(".notification-list-item-buttons-container .monaco-button");
    return {
      severity: icon.includes("codicon-error") ? "error" : icon.includes("codicon-warning") ? "warning" : "info",
      message: message?.innerText.trim() ?? "",
      buttons: [...buttons].map((button) => button.innerText),
      isCutOff: message !== null && message.scrollWidth > message.clientWidth,
    };
  });
}

function matches(wanted: string | RegExp): (notification: Notification) => boolean {
  return ({ message }) => (typeof wanted === "string" ? message.includes(wanted) : wanted.test(message));
}

export function createNotifications(page: Page): Notifications {
  const toasts = page.locator(".notification-toast .notification-list-item");
  const dialog = page.locator(".monaco-dialog-box");
  const list = () => toasts.evaluateAll(readAll);
  const waitFor = async (message: string | RegExp) => {
    const all = await eventually(list, (each) => each.some(matches(message)), `a notification ${String(message)}`);
    return all.find(matches(message)) as Notification;
  };
  const waitForDialog = async (): Promise<Dialog> => {
    await dialog.waitFor();
    const [message, detail] = await Promise.all(
      [".dialog-message-text", ".dialog-message-detail"].map(async (part) =>
        (await dialog.locator(part).count()) === 0 ? "" : (await dialog.locator(part).innerText()).trim(),
      ),
    );
    return {
      message: message ?? "",
      detail: detail ?? "",
      buttons: await dialog.locator(".dialog-buttons .monaco-button").allInnerTexts(),
    };
  };
  return {
    list,
    waitFor,
    click: async (message, button) => {
      await waitFor(message);
      await click(toasts.filter({ hasText: message }).getByRole("button", { name: button }).first());
    },
    dismissAll: async () => {
      // One that shows progress goes by itself, perhaps at this moment, so that no pointer can be sure to meet it.
      const dismiss = () =>
        toasts.evaluateAll((all) => all.map((toast) => toast.querySelector<HTMLElement>(".codicon-notifications-clear")?.click()).length);
      await eventually(dismiss, (left) => left === 0, "the last notification to go");
    },
    waitForDialog,
    openDialogBy: async (act) => {
      await actUntil(act, () => dialog.isVisible(), "a dialog");
      return waitForDialog();
    },
    clickDialog: async (button) => {
      // Another one may follow at once.
      const asked = await dialog.elementHandle();
      await click(dialog.getByRole("button", { name: button }));
      await asked?.waitForElementState("hidden");
    },
  };
}
