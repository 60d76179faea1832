import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** What every VS Code under test starts with: quiet, without network and without what moves or hides the view under test. */
const quiet = {
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

/**
 * Writes a person's settings. Those of machine scope count on a server only where its machine settings have them, so
 * they stand in both places.
 * @param dataFolder the `--user-data-dir` of a desktop, or `data` in a server's data folder.
 */
export function writeUserSettings(dataFolder: string, settings: Readonly<Record<string, unknown>> = {}): void {
  writeSettings(path.join(dataFolder, "User"), { ...quiet, ...settings });
  writeSettings(path.join(dataFolder, "Machine"), settings);
}

function writeSettings(folder: string, settings: Readonly<Record<string, unknown>>): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "settings.json"), `${JSON.stringify(settings, undefined, 2)}\n`);
}
