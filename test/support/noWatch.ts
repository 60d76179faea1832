import type { Watch } from "../../src/core/watch.ts";

/** Notices nothing. */
export const noWatch: Watch = { watchFile: () => ({ dispose() {} }) };
