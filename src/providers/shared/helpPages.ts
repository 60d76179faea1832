import type { Text } from "../../core/text.ts";
import type { HelpPage } from "../providerSite.ts";

/** A page to read. */
export function docsPage(label: Text, url: string): HelpPage {
  return { kind: "docs", label, url: () => url };
}

/** One of the provider's own pages, perhaps of the registry. */
export function portalPage(label: Text, url: string | HelpPage["url"]): HelpPage {
  return { kind: "portal", label, url: typeof url === "string" ? () => url : url };
}

/** Where the secret is created. */
export function tokenPage(label: Text, url: HelpPage["url"]): HelpPage {
  return { kind: "token", label, url };
}
