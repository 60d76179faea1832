import type { FileReader } from "../../core/fileSystem.ts";
import { isRefusedPath } from "../../core/ordinaryFile.ts";
import { absolutePath } from "../resolve/goPath.ts";
import type { Span } from "../syntax/document.ts";
import { escapeInString } from "../syntax/edits.ts";
import type { Completion } from "./completions.ts";

const maxNames = 1_000;

/** The names in the directory that `written` leads to; nothing where it cannot be read. */
export async function completePaths(files: FileReader, directory: string, written: string, span: Span): Promise<readonly Completion[]> {
  const cut = written.lastIndexOf("/") + 1;
  const folder = absolutePath(written.slice(0, cut), directory);
  if (directory === "" || isRefusedPath(folder)) return [];
  try {
    const names = (await files.readDirectory(folder)).toSorted().slice(0, maxNames);
    const start = span.start + cut;
    return names.map((name) => ({
      start,
      end: span.end,
      label: name,
      kind: "file",
      text: escapeInString(name),
      isSnippet: false,
    }));
  } catch {
    return [];
  }
}
