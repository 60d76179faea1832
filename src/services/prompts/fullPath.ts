import { isAbsolute } from "node:path";
import { type Text, text } from "../../core/text.ts";

/** Why what is typed into a field is no path that a file can be read at, or undefined. */
export function whyNotFullPath(value: string): Text | undefined {
  return isAbsolute(value.trim()) ? undefined : text("A full path is needed; ~ is not expanded.");
}
