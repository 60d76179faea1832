import { LogLevel, type LogOutputChannel, window } from "vscode";
import { ForeignText } from "../core/foreignText.ts";
import { plainDocument, plainLogEntry, plainQuotation } from "./plainText.ts";

/** So many entries are kept for a bug report. */
const mostRecent = 200;

export interface Log extends LogOutputChannel {
  /** The last entries that the log has, or had, at its level then; oldest first. */
  readonly recent: () => readonly string[];
}

const levels = {
  trace: LogLevel.Trace,
  debug: LogLevel.Debug,
  info: LogLevel.Info,
  warn: LogLevel.Warning,
  error: LogLevel.Error,
} as const;

function plainPart(part: unknown): string {
  return part instanceof ForeignText ? plainQuotation(part) : String(part);
}

/** The log of that name in VS Code's Output panel. Each entry is one line, without control characters, and bounded. */
export function createLog(name: string): Log {
  const channel = window.createOutputChannel(name, { log: true });
  const recent: string[] = [];
  const write = (level: keyof typeof levels, text: string): void => {
    const entry = plainLogEntry(text);
    channel[level](entry);
    if (channel.logLevel === LogLevel.Off || channel.logLevel > levels[level]) return;
    recent.push(`${new Date().toISOString()} [${level}] ${entry}`);
    if (recent.length > mostRecent) recent.shift();
  };
  return {
    name: channel.name,
    get logLevel() {
      return channel.logLevel;
    },
    onDidChangeLogLevel: channel.onDidChangeLogLevel,
    trace: (message) => write("trace", message),
    debug: (message) => write("debug", message),
    info: (message) => write("info", message),
    warn: (message, ...said: unknown[]) => write("warn", [message, ...said.map(plainPart)].join(" ")),
    error: (error) => write("error", String(error)),
    append: (text) => channel.append(plainDocument(text)),
    appendLine: (text) => channel.appendLine(plainLogEntry(text)),
    replace: (text) => channel.replace(plainDocument(text)),
    clear: () => channel.clear(),
    show: () => channel.show(),
    hide: () => channel.hide(),
    dispose: () => channel.dispose(),
    recent: () => recent,
  };
}
