import { win32 } from "node:path";

/** What stands for itself on a line of cmd.exe, whatever the script makes of its arguments. */
const plain = /^[\w.:=@/-]+$/;

/**
 * How Windows runs a script (`az.cmd`, `gcloud.cmd`), which Node starts through no shell since 18.20 (CVE-2024-27980): by its own cmd.exe,
 * without what the registry adds to it (`/d`), with the line as it is (`/s`). Undefined where the line would not stand for itself: nothing
 * with a meaning of its own is on it, so that nothing is to be escaped.
 */
export function batchCommand(
  script: string,
  args: readonly string[],
  systemRoot: string | undefined,
): { readonly file: string; readonly args: readonly string[] } | undefined {
  if (systemRoot === undefined || !win32.isAbsolute(systemRoot)) return undefined;
  if (/["%!\r\n\0]/.test(script) || !args.every((each) => plain.test(each))) return undefined;
  return { file: win32.join(systemRoot, "System32", "cmd.exe"), args: ["/d", "/s", "/c", `"${[`"${script}"`, ...args].join(" ")}"`] };
}

export function isBatch(path: string): boolean {
  return /\.(?:cmd|bat)$/i.test(path);
}
