import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";
import { which } from "../../../scripts/lib/processes.mjs";

const programs = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
const applications = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

const switches = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--force-color-profile=srgb",
  // Chromium asks before a page reaches the loopback network; nobody is there to answer. The other two are pages behind the address
  // bar, which it would load in a process of their own.
  "--disable-features=LocalNetworkAccessChecks,WebUIOmniboxPopup,WebUIOmniboxAimPopup",
  // With more room for young objects (in MB), V8 collects them less often: a sixth of what a page takes of the processor.
  "--js-flags=--min-semi-space-size=32",
];

/** The Chromium of this machine, or of the environment variable CHROMIUM; undefined where there is none. */
export function findChromium(): string | undefined {
  const named = process.env["CHROMIUM"];
  if (named !== undefined && named !== "") return named;
  return programs.map((program) => which(program)).find((found) => found !== undefined) ?? applications.find((file) => existsSync(file));
}

/** Starts it without a window. The caller closes it; it also ends with this process. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error("No Chromium was found: install one (Debian: apt-get install chromium) or name it in CHROMIUM.");
  // Playwright's own signal handlers would end the process before the server is stopped.
  return chromium.launch({ executablePath, args: switches, handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false });
}
