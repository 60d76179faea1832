import { type LogOutputChannel, window } from "vscode";
import { plainDocument, plainLogEntry } from "./plainText.ts";

/** The log of that name in VS Code's Output panel. Each entry is one line, without control characters, and bounded. */
export function createLog(name: string): LogOutputChannel {
  const channel = window.createOutputChannel(name, { log: true });
  return {
    name: channel.name,
    get logLevel() {
      return channel.logLevel;
    },
    onDidChangeLogLevel: channel.onDidChangeLogLevel,
    trace: (message) => channel.trace(plainLogEntry(message)),
    debug: (message) => channel.debug(plainLogEntry(message)),
    info: (message) => channel.info(plainLogEntry(message)),
    warn: (message) => channel.warn(plainLogEntry(message)),
    error: (error) => channel.error(plainLogEntry(String(error))),
    append: (text) => channel.append(plainDocument(text)),
    appendLine: (text) => channel.appendLine(plainLogEntry(text)),
    replace: (text) => channel.replace(plainDocument(text)),
    clear: () => channel.clear(),
    show: () => channel.show(),
    hide: () => channel.hide(),
    dispose: () => channel.dispose(),
  };
}
