import { type LogOutputChannel, window } from "vscode";
import { ForeignText } from "../core/foreignText.ts";
import { plainDocument, plainLogEntry, plainQuotation } from "./plainText.ts";

function plainPart(part: unknown): string {
  return part instanceof ForeignText ? plainQuotation(part) : String(part);
}

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
    warn: (message, ...said: unknown[]) => channel.warn(plainLogEntry([message, ...said.map(plainPart)].join(" "))),
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
