import { isContainerdLocalhost } from "../../core/localhost.ts";
import { type Text, text } from "../../core/text.ts";

/** What is to be known of a registry of this machine, wherever it is shown, unless it is known to speak plain HTTP. */
export function loopbackTexts(host: string): readonly Text[] {
  if (!isContainerdLocalhost(host)) return [];
  return [text("It is on this machine: over HTTPS, nobody verifies its certificate unless a hosts.toml says so.")];
}
