import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

export type Settings = Readonly<Record<string, unknown>>;

/** For a VS Code under test: quiet, without network and without what moves or hides the view under test. */
export const quietSettings: Settings = {
  "chat.commandCenter.enabled": false,
  "chat.disableAIFeatures": true,
  "editor.cursorBlinking": "solid",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
  "security.workspace.trust.banner": "never",
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "window.commandCenter": false,
  "workbench.enableExperiments": false,
  "workbench.layoutControl.enabled": false,
  "workbench.reduceMotion": "on",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.settings.enableNaturalLanguageSearch": false,
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
};

function writeJson(file: string, value: unknown): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(value, undefined, 2)}\n`);
}

/** @param userData the `--user-data-dir` of a desktop. */
export function writeDesktopSettings(userData: string, settings: Settings): void {
  writeJson(path.join(userData, "User/settings.json"), settings);
}

/** Names of the settings that this extension declares for the machine that it runs on. */
function machineSettings(): string[] {
  const manifest = JSON.parse(readFileSync(path.join(import.meta.dirname, "../../../package.json"), "utf8")) as {
    readonly contributes?: { readonly configuration?: unknown };
  };
  const sections = [manifest.contributes?.configuration ?? []].flat() as {
    readonly properties?: Record<string, { readonly scope?: string }>;
  }[];
  return sections.flatMap(({ properties = {} }) =>
    Object.keys(properties).filter((name) => properties[name]?.scope?.startsWith("machine") === true),
  );
}

/**
 * Settings of the window, and those of the server's machine: VS Code takes a setting with machine scope from there alone
 * when the window is connected to a server.
 * @param dataDir the server's data folder.
 */
export function writeServerSettings(dataDir: string, settings: Settings): void {
  const names = machineSettings();
  writeJson(path.join(dataDir, "data/User/settings.json"), settings);
  writeJson(
    path.join(dataDir, "data/Machine/settings.json"),
    Object.fromEntries(Object.entries(settings).filter(([name]) => names.includes(name))),
  );
}
