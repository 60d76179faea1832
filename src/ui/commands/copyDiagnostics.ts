import { env } from "vscode";
import { visibleText } from "../../core/visibleText.ts";
import { showInformation } from "../../platform/messages.ts";
import { say } from "../../platform/say.ts";

/** So much of a part is copied: a file may have 200,000 entries. */
const mostLines = 250;
const longestLine = 2_000;

/** What a bug report tells of this machine: a heading, and what stands below it, a line each. No secret is among it. */
export type Diagnostics = readonly (readonly [heading: string, lines: readonly string[]])[];

/** Puts it on the clipboard as Markdown, in English as bug reports are. What stands in it is written out, so that nothing leaves its block. */
export async function copyDiagnosticsCommand(diagnostics: Diagnostics): Promise<void> {
  const parts = diagnostics.map(([heading, lines]) => `**${heading}**\n\n${block(lines)}`);
  await env.clipboard.writeText(`${parts.join("\n\n")}\n`);
  void showInformation(
    say("Copied. There are no secrets in it, but names of registries and paths of yours: look it over before you post it."),
  );
}

function block(lines: readonly string[]): string {
  const shown = lines.slice(0, mostLines).map((line) => visibleText(line.slice(0, longestLine)));
  const rest = lines.length > mostLines ? [`… ${lines.length - mostLines} more`] : [];
  const text = lines.length === 0 ? "none" : [...shown, ...rest].join("\n");
  // Longer than any fence in it.
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}
