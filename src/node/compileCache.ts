import { statSync } from "node:fs";
import * as nodeModule from "node:module";
import { join } from "node:path";

/**
 * Has Node keep the compiled form of what it loads from here on, in the person's cache directory, and use what it kept
 * before: half of the time that a process takes to start. Without a directory that belongs to the process's user, nothing
 * is kept: code that somebody else could write there would run with this user's rights.
 */
export function keepCompiledCode(environment: Readonly<NodeJS.ProcessEnv> = process.env): void {
  const base = cacheDirectory(environment);
  // Node has it since 22.1.
  const { enableCompileCache }: Partial<typeof nodeModule> = nodeModule;
  if (base !== undefined && isOwn(base)) enableCompileCache?.(join(base, "container-registries"));
}

/** XDG Base Directory Specification, and what stands for it on macOS and Windows. */
function cacheDirectory({ XDG_CACHE_HOME, HOME, LOCALAPPDATA }: Readonly<NodeJS.ProcessEnv>): string | undefined {
  if (process.platform === "win32") return LOCALAPPDATA;
  if (XDG_CACHE_HOME?.startsWith("/") === true) return XDG_CACHE_HOME;
  if (HOME?.startsWith("/") !== true) return undefined;
  return join(HOME, process.platform === "darwin" ? "Library/Caches" : ".cache");
}

/** Whether nobody else may write there. */
function isOwn(directory: string): boolean {
  if (process.platform === "win32") return true;
  try {
    const { uid, mode } = statSync(directory);
    return uid === process.getuid?.() && (mode & 0o022) === 0;
  } catch {
    return false;
  }
}
