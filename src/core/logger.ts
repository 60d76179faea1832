/** What the code logs to. VS Code's LogOutputChannel fits this shape, and so does a test's array. Never log secrets. */
export interface Logger {
  trace(message: string): void;
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
