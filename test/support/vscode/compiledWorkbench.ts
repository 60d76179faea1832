import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import type { BrowserContext } from "playwright-core";
import { withLock } from "../../../scripts/lib/lock.mjs";
import { run } from "../../../scripts/lib/processes.mjs";
import { serverFolder, startServer, workbenchUrl, type Host, type Server } from "../../../scripts/lib/vscodeServer.mjs";
import { findChromium, openChromium, type ChromiumOptions } from "./chromium.ts";
import { makeSandbox } from "./sandbox.ts";
import { quietSettings, writeServerSettings } from "./userSettings.ts";

/**
 * Where a workbench is found, whichever port its server has: Chromium keeps the compiled code of a script by its address, and to compile
 * the workbench's 19 MB takes longer than what most tests do in it.
 */
export const compiledOrigin = "http://127.0.0.1:3999";
const caches = ["Cache", "Code Cache"];

/** Opens a Chromium in which `compiledOrigin` is the server, with the compiled code of that version of the workbench. */
export async function openCompiled(host: Host, server: Server, options: ChromiumOptions): Promise<BrowserContext> {
  copyCaches(await compiledProfile(host), options.profile);
  return openChromium({ ...options, hostRules: `MAP ${new URL(compiledOrigin).host} ${new URL(server.origin).host}` });
}

function copyCaches(from: string, to: string): void {
  for (const name of caches) {
    const source = path.join(from, "Default", name);
    if (existsSync(source)) cpSync(source, path.join(to, "Default", name), { recursive: true });
  }
}

/** Made once for a version of VS Code and one of Chromium. @returns the folder of a profile of which only the caches matter */
async function compiledProfile(host: Host): Promise<string> {
  const { output } = await run(findChromium() ?? "chromium", ["--version"], { quiet: true });
  const version = /Chrom\w* ([\d.]+)/.exec(output)?.[1] ?? "unknown";
  const profile = `${serverFolder(host)}-in-chromium-${version}`;
  if (!existsSync(profile)) {
    await withLock(`${profile}.lock`, `compiles VS Code ${host}`, async () => {
      if (!existsSync(profile)) await compile(host, profile);
    });
  }
  return profile;
}

/** The first visit fills the cache of what was loaded; Chromium keeps the compiled code of what is loaded once more. */
async function compile(host: Host, profile: string): Promise<void> {
  const scratch = `${profile}.new`;
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  const sandbox = makeSandbox();
  try {
    const dataDir = path.join(sandbox.folder, "server");
    writeServerSettings(dataDir, quietSettings);
    const server = await startServer({ host, dataDir, env: sandbox.environment });
    try {
      for (const _ of ["loaded", "compiled"]) await visit(server, scratch, sandbox.workspace);
    } finally {
      await server.stop(0);
    }
    renameSync(scratch, profile);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    sandbox.remove();
  }
}

async function visit(server: Server, profile: string, folder: string): Promise<void> {
  const chromium = await openChromium({ profile, hostRules: `MAP ${new URL(compiledOrigin).host} ${new URL(server.origin).host}` });
  try {
    const page = await chromium.newPage();
    await page.goto(workbenchUrl(compiledOrigin, { folder }));
    await page.locator(".monaco-workbench .part.activitybar .action-item").first().waitFor({ timeout: 60_000 });
  } finally {
    await chromium.close();
  }
}
