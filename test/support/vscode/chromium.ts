import { existsSync } from "node:fs";
import { chromium, type BrowserContext } from "playwright-core";
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
  // Chromium asks before a page reaches the loopback network; nobody is there to answer. The next two are pages behind the address
  // bar, which it would load in a process of their own. The last compiles a script anew while it loads, though its code is in the cache.
  "--disable-features=LocalNetworkAccessChecks,WebUIOmniboxPopup,WebUIOmniboxAimPopup,BackgroundResourceFetch",
  // With more room for young objects (in MB), V8 collects them less often: a sixth of what a page takes of the processor. VS Code makes
  // many errors for their stacks: a function would be parsed again when it stands in the first of them.
  "--js-flags=--min-semi-space-size=32,--no-enable-lazy-source-positions",
];

/** The Chromium of this machine, or of the environment variable CHROMIUM; undefined where there is none. */
export function findChromium(): string | undefined {
  const named = process.env["CHROMIUM"];
  if (named !== undefined && named !== "") return named;
  return programs.map((program) => which(program)).find((found) => found !== undefined) ?? applications.find((file) => existsSync(file));
}

export interface ChromiumOptions {
  /** Its folder of settings, storage and caches; made if need be. */
  readonly profile: string;
  /** Where connections to a host and port shall lead, for example `MAP 127.0.0.1:3999 127.0.0.1:41327`. */
  readonly hostRules?: string;
  readonly size?: { readonly width: number; readonly height: number };
}

/** Starts it without a window. The caller closes it; it also ends with this process. @returns it, with one empty page */
export async function openChromium({ profile, hostRules, size }: ChromiumOptions): Promise<BrowserContext> {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error("No Chromium was found: install one (Debian: apt-get install chromium) or name it in CHROMIUM.");
  return chromium.launchPersistentContext(profile, {
    executablePath,
    args: hostRules === undefined ? switches : [...switches, `--host-resolver-rules=${hostRules}`],
    permissions: ["clipboard-read", "clipboard-write"],
    ...(size === undefined ? {} : { viewport: size }),
    // Playwright's own signal handlers would end the process before the server is stopped.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}
