import { l10n } from "vscode";
import type { Text } from "../core/text.ts";

/** The text in the person's language, its places filled. */
export function translate({ text, args = [] }: Text): string {
  return l10n.t(text, ...args);
}
