import { env } from "vscode";
import { showInStatusBar } from "./messages.ts";
import { say } from "./say.ts";

const noticeMs = 5_000;

/** Puts a text on the clipboard, as it is, and says so in the status bar for a while. */
export async function copyText(text: string, notice: string): Promise<void> {
  await env.clipboard.writeText(text);
  showInStatusBar(notice, noticeMs);
}

/** The same for a line, which the status bar shows. */
export async function copyLine(line: string): Promise<void> {
  await copyText(line, say("Copied {0}", line));
}
