import type { ForeignText } from "./foreignText.ts";

/** What the code logs to. A test's array fits this shape. Never log secrets. */
export interface Logger {
  trace(message: string): void;
  debug(message: string): void;
  info(message: string): void;
  /** `said` follows the message: what somebody else wrote. */
  warn(message: string, said?: ForeignText): void;
  error(message: string): void;
}
