import { type Diagnostic, type Uri, workspace } from "vscode";

/** The line, counted from 1, of each code's paragraph in docs/hosts-toml.md. Rejects where the file cannot be read. */
export async function readParagraphs(documentation: Uri): Promise<ReadonlyMap<string, number>> {
  const lines = new TextDecoder().decode(await workspace.fs.readFile(documentation)).split("\n");
  return new Map(lines.flatMap((line, index) => (line.startsWith("### ") ? [[line.slice("### ".length), index + 1] as const] : [])));
}

/**
 * Makes the link of each finding lead to its paragraph. The server names the paragraph by its heading, as browsers take it;
 * VS Code opens Markdown as text, where only a line can be named.
 */
export function linkToParagraphs(diagnostics: Diagnostic[], paragraphs: ReadonlyMap<string, number>): Diagnostic[] {
  for (const diagnostic of diagnostics) {
    const { code } = diagnostic;
    if (typeof code !== "object") continue;
    const line = paragraphs.get(String(code.value));
    if (line !== undefined) diagnostic.code = { value: code.value, target: code.target.with({ fragment: `L${line}` }) };
  }
  return diagnostics;
}
