import type { TextDocuments } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { FileReader } from "../core/fileSystem.ts";
import { filePath } from "./paths.ts";

/** The files as they are in the editor: unsaved text in the place of what lies on the disk. */
export function withOpenDocuments(documents: TextDocuments<TextDocument>, files: FileReader): FileReader {
  const open = new Map(
    documents.all().flatMap((document) => {
      const path = filePath(document.uri);
      return path === undefined ? [] : [[path, document]];
    }),
  );
  return {
    readFile: (path) => {
      const document = open.get(path);
      return document === undefined ? files.readFile(path) : Promise.resolve(new TextEncoder().encode(document.getText()));
    },
    stat: (path) => {
      const document = open.get(path);
      return document === undefined
        ? files.stat(path)
        : Promise.resolve({ kind: "file", size: document.getText().length, mode: 0o644, uid: 0, gid: 0, mtimeMs: 0, inode: 0 });
    },
    readDirectory: (path) => files.readDirectory(path),
  };
}
