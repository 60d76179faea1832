import { l10n } from "vscode";
import { ForeignText } from "../core/foreignText.ts";
import type { Text } from "../core/text.ts";
import { plainArgument, plainQuotation } from "./plainText.ts";

/** A sentence of ours in the person's language. What fills its places may be anybody's text. */
export function say(template: string, ...args: readonly (string | number | ForeignText)[]): string {
  return l10n.t(template, ...args.map((arg) => (arg instanceof ForeignText ? plainQuotation(arg) : plainArgument(String(arg)))));
}

/** The same of a text that a room without VS Code has made. */
export function translate({ text, args = [] }: Text): string {
  return say(text, ...args);
}
