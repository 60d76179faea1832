import {
  type Disposable,
  EventEmitter,
  type FileChangeEvent,
  FilePermission,
  FileSystemError,
  FileType,
  type Uri,
  workspace,
} from "vscode";
import { plainMessage } from "./plainText.ts";

/** Has VS Code open what a scheme names, as files that nobody can change. What `read` rejects with is an Error whose message a person reads. */
export function registerReadOnlyFiles(scheme: string, read: (uri: Uri) => Promise<Uint8Array>): Disposable {
  const readOrSay = async (uri: Uri): Promise<Uint8Array> => {
    try {
      return await read(uri);
    } catch (error) {
      throw FileSystemError.Unavailable(plainMessage(error instanceof Error ? error.message : String(error)));
    }
  };
  const refuse = (uri: Uri): never => {
    throw FileSystemError.NoPermissions(uri);
  };
  const provider = {
    // What a digest names never changes.
    onDidChangeFile: new EventEmitter<FileChangeEvent[]>().event,
    watch: () => ({ dispose: () => undefined }),
    stat: async (uri: Uri) => ({
      type: FileType.File,
      ctime: 0,
      mtime: 0,
      size: (await readOrSay(uri)).byteLength,
      permissions: FilePermission.Readonly,
    }),
    readFile: readOrSay,
    readDirectory: () => [],
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
  return workspace.registerFileSystemProvider(scheme, provider, { isReadonly: true, isCaseSensitive: true });
}
