import { isContainerdLocalhost } from "../../core/localhost.ts";
import { type Text, text } from "../../core/text.ts";

/** What is to be known of a registry of this machine, wherever it is shown. */
export function loopbackTexts(host: string): readonly Text[] {
  if (!isContainerdLocalhost(host)) return [];
  return [text("Over HTTPS nobody verifies its certificate, since it is on this machine, unless a hosts.toml says otherwise.")];
}
