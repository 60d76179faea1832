import type { Logger } from "../../src/core/logger.ts";

export const silentLogger: Logger = {
  trace() {},
  debug() {},
  info() {},
  warn() {},
  error() {},
};
