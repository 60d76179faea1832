import type { Text } from "../../core/text.ts";
import type { HelpPage } from "../providerSite.ts";

export function docsPage(label: Text, url: string): HelpPage {
  return { kind: "docs", label, url: () => url };
}

export function portalPage(label: Text, url: string | HelpPage["url"]): HelpPage {
  return { kind: "portal", label, url: typeof url === "string" ? () => url : url };
}

export function tokenPage(label: Text, url: HelpPage["url"]): HelpPage {
  return { kind: "token", label, url };
}
