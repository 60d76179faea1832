// The VS Code of this machine, or one that @vscode/test-electron downloads.
import { existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { run, UserError, which } from "./processes.mjs";

/** The oldest VS Code that package.json admits: 1.112, as major × 1000 + minor. */
const oldestVersion = 1112;

/** Where installers put the command when it is not on PATH. */
function usualPlaces() {
  const home = os.homedir();
  const { LOCALAPPDATA = "", ProgramFiles = "" } = process.env;
  const applications = ["/Applications", path.join(home, "Applications")];
  return {
    darwin: applications.flatMap((folder) => [
      path.join(folder, "Visual Studio Code.app/Contents/Resources/app/bin/code"),
      path.join(folder, "VSCodium.app/Contents/Resources/app/bin/codium"),
    ]),
    win32: [
      path.join(LOCALAPPDATA, "Programs/Microsoft VS Code/bin/code.cmd"),
      path.join(ProgramFiles, "Microsoft VS Code/bin/code.cmd"),
      path.join(LOCALAPPDATA, "Programs/VSCodium/bin/codium.cmd"),
    ],
    linux: ["/usr/share/code/bin/code", "/snap/bin/code", "/usr/share/codium/bin/codium", "/snap/bin/codium"],
  };
}

/** @returns {string | undefined} why no window can be opened here */
export function whyNoWindow() {
  if (process.env["WSL_DISTRO_NAME"] !== undefined) return "the VS Code of Windows does not run what is in WSL";
  if (process.env["VSCODE_IPC_HOOK_CLI"] !== undefined)
    return "this terminal belongs to a remote VS Code, whose command cannot start another one";
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform === "linux" && DISPLAY === undefined && WAYLAND_DISPLAY === undefined ? "there is no display" : undefined;
}

/** @param {string} command @returns {Promise<string | undefined>} its version; undefined where it is too old or does not answer */
async function versionOf(command) {
  const { code, output } = await run(command, ["--version"], { quiet: true, shell: process.platform === "win32" });
  const [, major, minor] = /^(\d+)\.(\d+)\.\d+/m.exec(output) ?? [];
  if (code !== 0 || major === undefined || minor === undefined) return undefined;
  const isNew = Number(major) * 1000 + Number(minor) >= oldestVersion;
  if (!isNew) console.log(`${command} is VS Code ${major}.${minor}, which is too old for this extension.`);
  return isNew ? `${major}.${minor}` : undefined;
}

/** @returns {Promise<{ command: string, what: string } | undefined>} an installed VS Code that is new enough */
export async function findDesktop() {
  const places = /** @type {Record<string, string[]>} */ (usualPlaces())[process.platform] ?? [];
  const candidates = [which("code"), which("codium"), ...places.filter((file) => existsSync(file))];
  for (const command of new Set(candidates)) {
    const version = command === undefined ? undefined : await versionOf(command);
    if (command !== undefined && version !== undefined) return { command, what: `${command} (VS Code ${version})` };
  }
  return undefined;
}

/** @returns {Promise<{ command: string, what: string }>} a VS Code that was downloaded, now or earlier */
export async function downloadDesktop() {
  const { downloadAndUnzipVSCode, SilentReporter } = await import("@vscode/test-electron");
  console.log("Looking for VS Code's current version (downloaded once into .vscode-test: about 150 MB, a minute or two) …");
  try {
    return { command: await downloadAndUnzipVSCode({ reporter: new SilentReporter() }), what: "a downloaded VS Code" };
  } catch (error) {
    throw new UserError(
      `VS Code cannot be downloaded here (${error instanceof Error ? error.message : String(error)}). Install VS Code, or give --browser.`,
    );
  }
}
