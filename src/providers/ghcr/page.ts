import { hostnameOf } from "../../core/referenceHost.ts";
import { pathSegments } from "../shared/pathSegments.ts";
import type { WebPage } from "../webPage.ts";
import { siteOf } from "./site.ts";

/** ghcr.io itself sends a browser to the page of the package, whoever owns it; a server of one's own does not. */
export const webPage: WebPage = ({ host, repository }) => {
  if (repository === undefined) return `https://${siteOf(host)}/`;
  if (hostnameOf(host) === "ghcr.io") return `https://ghcr.io/${pathSegments(repository)}`;
  return `https://${siteOf(host)}/${encodeURIComponent(repository.split("/")[0] ?? "")}?tab=packages`;
};
