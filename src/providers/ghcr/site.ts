import { hostnameOf } from "../../core/referenceHost.ts";

/** The web site whose packages are in the registry: `containers.HOST` belongs to HOST. */
export function siteOf(host: string): string {
  const name = hostnameOf(host);
  return name === "ghcr.io" ? "github.com" : name.replace(/^containers\./, "");
}
