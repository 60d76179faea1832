import type { TextDocuments } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type FileReader, withContents } from "../core/fileSystem.ts";
import { filePath } from "./paths.ts";

/** The files as they are in the editor: unsaved text in the place of what lies on the disk. */
export function withOpenDocuments(documents: TextDocuments<TextDocument>, files: FileReader): FileReader {
  const open = new Map(
    documents.all().flatMap((document) => {
      const path = filePath(document.uri);
      return path === undefined ? [] : [[path, document]];
    }),
  );
  return withContents(files, (path) => {
    const document = open.get(path);
    return document === undefined ? undefined : new TextEncoder().encode(document.getText());
  });
}
