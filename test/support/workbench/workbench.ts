import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { BrowserContext, Locator, Page } from "playwright-core";
import { CleanUp } from "../../../scripts/lib/processes.mjs";
import { root } from "../../../scripts/lib/setup.mjs";
import {
  installExtension,
  startServer,
  workbenchUrl,
  type Host,
  type Server,
  type ServerOptions,
} from "../../../scripts/lib/vscodeServer.mjs";
import { compiledOrigin, openCompiled } from "../vscode/compiledWorkbench.ts";
import { makeSandbox, type Sandbox } from "../vscode/sandbox.ts";
import { quietSettings, writeServerSettings } from "../vscode/userSettings.ts";
import { click, restPointer } from "./click.ts";
import { createEditor, type Editor } from "./editor.ts";
import { actUntil, eventually, eventuallyWithin } from "./eventually.ts";
import { createNotifications, type Notifications } from "./notifications.ts";
import { createQuickInput, type QuickInput } from "./quickInput.ts";
import { createTree, type Tree } from "./tree.ts";

/**
 * The extensions of VS Code's own that a window has: the nearly hundred that it comes with take longer to load than all else. Those that
 * are left out have no part in what is tested; the suites inside VS Code and of the package have them all.
 */
const quickBuiltIns = [
  "configuration-editing",
  "docker",
  "ini",
  "json",
  "json-language-features",
  "markdown-basics",
  "markdown-language-features",
  "shellscript",
  "terminal-suggest",
  "theme-defaults",
  "theme-seti",
  "yaml",
];
/** A test that registers a provider of its own under their ids leaves them out: a built-in one always wins. */
const signIns = ["github-authentication", "microsoft-authentication"];
const startTimeoutMs = 60_000;
const actionTimeoutMs = 30_000;
/** How long a person waits for a view to open before looking again. */
const openMs = 3_000;
/** The ids of the same two themes, which lost their prefix between the two versions. */
const themes = {
  "1.139": { dark: "Dark Modern", light: "Light Modern" },
  "1.112": { dark: "Default Dark Modern", light: "Default Light Modern" },
} as const;

export interface WorkbenchOptions {
  readonly host: Host;
  /** Copied into the workspace; the original stays as it is. */
  readonly folder?: string;
  /** Files of the workspace: path → content. */
  readonly files?: Readonly<Record<string, string>>;
  /** The address of a folder that is opened in the place of the sandbox's workspace. */
  readonly folderUri?: string;
  readonly userSettings?: Readonly<Record<string, unknown>>;
  /** Added to the environment of the extension host. DOCKER_CONFIG and HOME lie in the sandbox unless given. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The extension in development; the project's own unless `vsix` is given. */
  readonly extensionDevelopmentPath?: string;
  /** A packaged extension to install instead. */
  readonly vsix?: string;
  readonly theme?: "dark" | "light";
  /** The display language, for example "de", of extensions; the workbench itself stays English without its language pack. */
  readonly language?: string;
  readonly size?: { readonly width: number; readonly height: number };
  /** True: VS Code asks whether the workspace is trusted. */
  readonly workspaceTrust?: boolean;
  /** True: without the built-in GitHub and Microsoft sign-ins. */
  readonly withoutSignIn?: boolean;
  /** Called with the sandbox before the server starts, to put files into its home or docker configuration. */
  readonly prepare?: (sandbox: Sandbox) => void;
}

/** A real VS Code in a page, and what a person's hands do with it. */
export interface Workbench {
  readonly page: Page;
  readonly sandbox: Sandbox;
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;
  readonly editor: Editor;
  /** Runs a command of the palette by its title with category, for example "Container Registries: Refresh". */
  runCommand(title: string): Promise<void>;
  /** Shows the side bar's view container by the name of its icon in the activity bar. */
  openViewContainer(name: string): Promise<void>;
  tree(title: string): Tree;
  /** The text and buttons that a view shows instead of an empty tree. */
  welcome(viewTitle: string): Locator;
  /** The clipboard's text, once it is what is wanted. */
  copied(isWanted: (text: string) => boolean, what: string): Promise<string>;
  /** Does what copies a text, and once more where that had no effect; resolves with it. */
  copyBy(act: () => Promise<unknown>, isWanted: (text: string) => boolean, what: string): Promise<string>;
  /** Saves what the window shows as out/screenshots/NAME.png. */
  screenshot(name: string): Promise<string>;
  /** What the extension wrote into a log channel of that name. */
  log(channel: string): string;
  /** Ends the browser and the server, and removes the sandbox. */
  close(): Promise<void>;
}

function findLogs(folder: string, name: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === name)
    .toSorted()
    .map((file) => path.join(folder, file));
}

/** It is killed in the end: it would take a second or two to end in order, and what it writes goes anyhow. */
async function startSandboxServer(options: ServerOptions, cleanUp: CleanUp): Promise<Server> {
  const server = await startServer(options);
  cleanUp.add(() => server.stop(0));
  return server;
}

/** VS Code's page has its language from a script, which sets this for English; it tells the server and the extension host. */
async function speak(page: Page, language: string): Promise<void> {
  await page.addInitScript((code) => {
    Object.defineProperty(globalThis, "_VSCODE_NLS_LANGUAGE", {
      get: () => code,
      set: () => {
        // It stays.
      },
    });
  }, language);
}

async function openPage(chromium: BrowserContext, url: string, language: string | undefined): Promise<Page> {
  const page = await chromium.newPage();
  page.setDefaultTimeout(actionTimeoutMs);
  if (language !== undefined) await speak(page, language);
  await page.goto(url, { timeout: startTimeoutMs });
  await page.locator(".monaco-workbench .part.statusbar").waitFor({ timeout: startTimeoutMs });
  // Before the extension host answers, commands of extensions are not in the palette.
  await page.locator(".monaco-workbench .part.activitybar .action-item").first().waitFor({ timeout: startTimeoutMs });
  return page;
}

/** Starts a server with a sandbox of its own and opens its workbench in a Chromium without a window. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const { host, folder, theme = "dark", size = { width: 1280, height: 800 }, vsix } = options;
  const sandbox = makeSandbox(options.files);
  // Also where the test runner ends a test that takes too long.
  const cleanUp = new CleanUp();
  cleanUp.add(() => sandbox.remove());
  try {
    if (folder !== undefined) cpSync(folder, sandbox.workspace, { recursive: true });
    options.prepare?.(sandbox);
    const dataDir = path.join(sandbox.folder, "server");
    writeServerSettings(dataDir, { ...quietSettings, "workbench.colorTheme": themes[host][theme], ...options.userSettings });
    if (vsix !== undefined) await installExtension({ host, dataDir, vsix });
    const { workspaceTrust = false, withoutSignIn = false } = options;
    const extension = vsix === undefined ? { extension: options.extensionDevelopmentPath ?? root } : {};
    const env = { ...sandbox.environment, ...options.environment };
    const builtIns = withoutSignIn ? quickBuiltIns : [...quickBuiltIns, ...signIns];
    const server = await startSandboxServer({ host, dataDir, ...extension, workspaceTrust, builtIns, env }, cleanUp);
    const chromium = await openCompiled(host, server, { profile: path.join(sandbox.folder, "chromium"), size });
    cleanUp.add(() => chromium.close());
    const page = await openPage(
      chromium,
      workbenchUrl(compiledOrigin, { folder: options.folderUri ?? sandbox.workspace }),
      options.language,
    );
    return assemble(page, sandbox, path.join(dataDir, "data/logs"), () => cleanUp.run());
  } catch (error) {
    await cleanUp.run();
    throw error;
  }
}

function assemble(page: Page, sandbox: Sandbox, logs: string, close: () => Promise<void>): Workbench {
  const quickInput = createQuickInput(page);
  const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  const runCommand = async (title: string) => {
    const text = `>${title}`;
    const isPalette = async (): Promise<boolean> => (await quickInput.widget.isVisible()) && (await quickInput.value()).startsWith(">");
    const palette = { tries: 0 };
    const isListed = async (): Promise<boolean> => (await quickInput.rows()).some(({ label }) => label === title);
    // By the keyboard: the rows of commands that were used before give way to those that match, perhaps below a pointer that is on its way.
    const isFocused = async (): Promise<boolean> => {
      // What takes the focus while the palette opens closes it, and a person calls it once more. It sets its own text when it opens.
      if (!(await isPalette())) {
        await page.keyboard.press("F1");
        await eventuallyWithin(openMs, isPalette);
        return false;
      }
      if ((await quickInput.value()) !== text) await quickInput.type(text);
      if ((await quickInput.focusedRow()) === title) return true;
      // It has the commands that were there when it opened: one that VS Code has since is there once it is called anew.
      if (await eventuallyWithin(openMs * ++palette.tries, isListed)) await page.keyboard.press("ArrowDown");
      else await quickInput.cancel();
      return false;
    };
    await eventually(isFocused, Boolean, `the command "${title}" in the palette`);
    await quickInput.accept();
  };
  return {
    page,
    sandbox,
    quickInput,
    runCommand,
    close,
    notifications: createNotifications(page),
    editor: createEditor(page, quickInput, runCommand),
    openViewContainer: async (name) => {
      const icon = page.locator(`.part.activitybar .action-item[role="tab"]:has(a[aria-label^="${name}"])`);
      const title = page.locator(".part.sidebar .title-label", { hasText: name });
      const open = async (): Promise<boolean> => {
        // A click on the icon of the container that is shown hides it.
        if ((await icon.getAttribute("aria-selected")) !== "true") await click(icon);
        return eventuallyWithin(openMs, () => title.isVisible());
      };
      await eventually(open, Boolean, `the views of ${name}`);
      await restPointer(page);
    },
    tree: (title) => createTree(page, title),
    welcome: (viewTitle) => page.locator(`.part.sidebar .pane:has([aria-label^="${viewTitle}"]) .welcome-view-content`),
    copied: (isWanted, what) => eventually(clipboard, isWanted, what),
    copyBy: async (act, isWanted, what) => {
      await actUntil(act, async () => isWanted(await clipboard()), what);
      return clipboard();
    },
    screenshot: async (name) => {
      const file = path.join(root, "out/screenshots", `${name}.png`);
      mkdirSync(path.dirname(file), { recursive: true });
      await page.screenshot({ path: file });
      return file;
    },
    log: (channel) =>
      findLogs(logs, `${channel}.log`)
        .map((file) => readFileSync(file, "utf8"))
        .join(""),
  };
}

/** Opens a workbench for the time of `work`. Where that fails, the window is saved as out/screenshots/failed-NAME.png. */
export async function withWorkbench(name: string, options: WorkbenchOptions, work: (workbench: Workbench) => Promise<void>): Promise<void> {
  const workbench = await openWorkbench(options);
  try {
    await work(workbench);
  } catch (error) {
    await workbench.screenshot(`failed-${name}-${options.host}`);
    throw error;
  } finally {
    await workbench.close();
  }
}
