// Serves what lies in the folder `virtual` of the home directory as `virtual:/…`.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { Disposable, EventEmitter, FileSystemError, FileType, workspace } from "vscode";

/** @param {import("vscode").Uri} uri */
const placeOf = (uri) => path.join(homedir(), "virtual", uri.path);

/** @template T @param {import("vscode").Uri} uri @param {(file: string) => T} work */
function at(uri, work) {
  try {
    return work(placeOf(uri));
  } catch {
    throw FileSystemError.FileNotFound(uri);
  }
}

/** @param {import("node:fs").Stats | import("node:fs").Dirent} entry */
const typeOf = (entry) => (entry.isDirectory() ? FileType.Directory : FileType.File);

/** @type {import("vscode").FileSystemProvider} */
const files = {
  onDidChangeFile: new EventEmitter().event,
  watch: () => new Disposable(() => undefined),
  stat: (uri) =>
    at(uri, (file) => {
      const stat = statSync(file);
      return { type: typeOf(stat), ctime: stat.ctimeMs, mtime: stat.mtimeMs, size: stat.size };
    }),
  readDirectory: (uri) => at(uri, (file) => readdirSync(file, { withFileTypes: true }).map((entry) => [entry.name, typeOf(entry)])),
  readFile: (uri) => at(uri, (file) => readFileSync(file)),
  createDirectory: (uri) => at(uri, (file) => void mkdirSync(file, { recursive: true })),
  writeFile: (uri, content) => at(uri, (file) => writeFileSync(file, content)),
  delete: (uri) => at(uri, (file) => rmSync(file, { recursive: true })),
  rename: (from, to) => at(from, (file) => renameSync(file, placeOf(to))),
};

/** @param {import("vscode").ExtensionContext} context */
export function activate(context) {
  context.subscriptions.push(workspace.registerFileSystemProvider("virtual", files, { isCaseSensitive: true }));
}
